import type { Fault } from "@postern/emulator";
import { defaultFeedsOf } from "@postern/engine";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectSameRecords } from "../setting/compare.js";
import { hourMs, minuteMs, openSetting, type Setting } from "../setting/setting.js";

type Case = {
  readonly connection: "v1" | "v2";
  readonly feed: "ttp-url" | "siem-1.0" | "siem-2.0";
};
/** A hand in the database. */
function mend(sql: string): void {
  const database = new Database(`${setting.home}/postern.db`);
  database.exec(sql);
  database.close();
}

const clicks1: Case = { connection: "v1", feed: "ttp-url" };
const clicks2: Case = { connection: "v2", feed: "ttp-url" };
const chain: Case = { connection: "v1", feed: "siem-1.0" };
const listing: Case = { connection: "v2", feed: "siem-2.0" };

let setting: Setting;
beforeEach(async () => {
  setting = await openSetting({ settings: { lookbackHours: 6 } });
});
afterEach(() => setting.close());

const compare = ({ connection, feed }: Case) =>
  expectSameRecords({
    engine: setting.engine,
    tenant: setting.tenant,
    connection,
    feed,
    from: setting.clock.now() - 5 * hourMs,
    until: setting.clock.now() - 20 * minuteMs,
  });

async function statusOf({ connection, feed }: Case) {
  const [status] = await setting.engine.status({ connection });
  const found = status?.feeds.find((candidate) => candidate.feed === feed);
  if (found === undefined) throw new Error(`${connection} has no ${feed}`);
  return found;
}

/** Polls until the ledger is complete, as the service would; fails if it never is. */
async function collectUntilComplete({ connection, feed }: Case, polls = 4): Promise<number> {
  for (let poll = 1; poll <= polls; poll += 1) {
    await setting.collect([feed], connection);
    if ((await statusOf({ connection, feed })).ledger.verdict === "complete") return poll;
    setting.clock.advance(15 * minuteMs);
  }
  throw new Error(
    `not complete after ${polls} polls: ${JSON.stringify(await statusOf({ connection, feed }))}`,
  );
}

describe("within one poll nothing is lost or doubled", () => {
  const inAnswers: readonly { readonly what: string; readonly fault: Fault }[] = [
    { what: "429 in the middle", fault: { kind: "throttle", after: 1, times: 2, resetMs: 3000 } },
    { what: "429 with an epoch", fault: { kind: "throttle", after: 1, reset: "epoch-s", resetMs: 3000 } },
    { what: "429 without headers", fault: { kind: "throttle", after: 1, reset: "absent" } },
    { what: "a server error", fault: { kind: "server-error", after: 1, times: 2 } },
    { what: "a proxy's HTML error page", fault: { kind: "html-error", after: 1 } },
    { what: "a socket that breaks in the body", fault: { kind: "reset", after: 1, times: 2 } },
  ];
  const everywhere = [clicks1, clicks2, chain, listing].flatMap((where) =>
    inAnswers.map(({ what, fault }) => ({ ...where, what, fault })),
  );
  test.each(everywhere)("$feed on $connection: $what", async ({ connection, feed, fault }) => {
    setting.tenant.faults.inject({ ...fault, feed });
    expect(await collectUntilComplete({ connection, feed }, 1)).toBe(1);
    await compare({ connection, feed });
  });

  const special: readonly (Case & { readonly what: string; readonly fault: Fault })[] = [
    { ...clicks2, what: "a token that expires between pages", fault: { kind: "token-expired", after: 1 } },
    { ...listing, what: "a token that expires between pages", fault: { kind: "token-expired", after: 3 } },
    { ...clicks2, what: "a good token refused", fault: { kind: "token-verification-failed", after: 1 } },
    {
      ...clicks2,
      what: "an empty page with a next token",
      fault: { kind: "empty-page-with-next", after: 1 },
    },
    {
      ...listing,
      what: "an empty page with a next token",
      fault: { kind: "empty-page-with-next", after: 1 },
    },
    { ...listing, what: "a file twice in a listing", fault: { kind: "duplicate-in-listing", times: 5 } },
    { ...listing, what: "lines delivered again in a later file", fault: { kind: "redeliver", times: 5 } },
    { ...listing, what: "an expired link", fault: { kind: "expired-link", after: 2 } },
    { ...listing, what: "a gzip damaged on the way", fault: { kind: "corrupt-gzip", times: 1 } },
    { ...chain, what: "a zip damaged on the way", fault: { kind: "bad-zip", times: 1 } },
    { ...chain, what: "a broken file in a good zip, once", fault: { kind: "bad-json-in-zip", times: 1 } },
  ];
  test.each(special)("$feed on $connection: $what", async ({ connection, feed, fault }) => {
    setting.tenant.faults.inject(fault);
    expect(await collectUntilComplete({ connection, feed }, 1)).toBe(1);
    await compare({ connection, feed });
  });
});

describe("a failure in HTTP 200", () => {
  test.each([clicks1, clicks2, chain])("$feed on $connection is no success", async (where) => {
    setting.tenant.faults.inject({ kind: "fail-in-200", feed: where.feed, after: 1 });
    await setting.collect([where.feed], where.connection);
    expect((await statusOf(where)).state).toBe("failing");
    await collectUntilComplete(where);
    await compare(where);
  });
});

describe("a bad file never stops a feed", () => {
  test("broken lines go to quarantine, with their place, and all others are stored", async () => {
    for (const type of ["receipt", "process", "delivery"] as const) {
      setting.tenant.faults.inject({ kind: "broken-line", feed: "siem-2.0", type });
    }
    await collectUntilComplete(listing, 1);
    await compare(listing);
    expect((await statusOf(listing)).quarantined).toBe(3);
    const { quarantine } = setting.engine;
    const entries = await quarantine.list({ connection: "v2", feed: "siem-2.0" });
    expect(entries.map(({ reason, line }) => [reason, typeof line])).toEqual(
      Array(3).fill(["broken-record", "number"]),
    );
    // As broken as before: nothing is stored, and nothing leaves.
    expect(await quarantine.retry({})).toEqual({ tried: 3, mended: 0, left: 3, asked: 0 });
    const [first, second] = entries.map(({ id }) => id);
    if (first === undefined || second === undefined) throw new Error("nothing in quarantine");
    expect((await quarantine.read(first)).bytes.length).toBeGreaterThan(0);
    expect(await quarantine.discard([first])).toBe(1);
    await expect(quarantine.discard([first, second])).rejects.toMatchObject({ code: "bad-usage" });
    // A later version that can read it.
    mend(
      `UPDATE quarantine SET bytes = CAST('{"type":"receipt","aggregateId":"mended"}' AS BLOB) WHERE id = ${second}`,
    );
    expect(await quarantine.retry({ ids: [second] })).toMatchObject({ tried: 1, mended: 1 });
    expect((await statusOf(listing)).quarantined).toBe(1);
    const stored: string[] = [];
    for await (const { raw } of setting.engine.events.query({ feed: "siem-2.0" })) stored.push(raw);
    expect(stored.filter((raw) => raw.includes("mended"))).toHaveLength(1);
  });

  test.each(["truncated", "scrambled"] as const)(
    "a %s gzip is quarantined, named in the ledger, read again later, and complete when it is mended",
    async (damage) => {
      setting.tenant.faults.inject({ kind: "corrupt-gzip", times: 3, damage });
      await setting.collect(["siem-2.0"]);
      const first = await statusOf(listing);
      expect(first).toMatchObject({ state: "healthy", quarantined: 1 });
      expect(first.ledger.verdict).toBe("incomplete");
      expect(first.ledger.gaps).toHaveLength(1);
      expect(setting.troubles.map(({ code }) => code)).toEqual(["broken-file"]);
      setting.clock.advance(15 * minuteMs);
      await collectUntilComplete(listing);
      await compare(listing);
    },
  );

  test("a gzip that stays broken costs only its own records", async () => {
    setting.tenant.faults.inject({ kind: "corrupt-gzip", times: Number.POSITIVE_INFINITY });
    await setting.collect(["siem-2.0"]);
    const status = await statusOf(listing);
    expect(status.ledger.gaps).toHaveLength(1);
    expect(status.stored).toBeGreaterThan(100);
    setting.tenant.faults.clear();
    setting.clock.advance(6 * hourMs);
    await collectUntilComplete(listing);
    await compare(listing);
  });

  test("a chain goes on behind a body that stays broken, keeps its bytes, and asks for it again later", async () => {
    // The second answer, the third that is read ahead of it, and the second again: that one stays broken.
    setting.tenant.faults.inject({ kind: "bad-zip", times: 3, after: 1 });
    await setting.collect(["siem-1.0"], "v1");
    const status = await statusOf(chain);
    expect(status).toMatchObject({ state: "healthy", quarantined: 1 });
    expect(status.ledger.verdict).toBe("incomplete");
    expect(status.stored).toBeGreaterThan(100);
    setting.clock.advance(hourMs);
    const again = await setting.collect(["siem-1.0"], "v1");
    expect(again.connections[0]?.feeds[0]?.stored).toBeGreaterThan(0);
    expect((await statusOf(chain)).ledger).toMatchObject({ verdict: "complete", gaps: [] });
    await compare(chain);
  });
});

describe("late arrivals", () => {
  test("are found by the sweep an hour later, by themselves", async () => {
    await setting.collect(["ttp-url"]);
    setting.tenant.faults.inject({ kind: "late-events", feed: "ttp-url", count: 3, ageMinutes: 50 });
    setting.clock.advance(hourMs + 10 * minuteMs);
    await setting.collect(["ttp-url"]);
    expect(await compare(clicks2)).toBeGreaterThan(3);
  });
});

describe("credentials and permissions", () => {
  test("a refused credential stops reading and keeps the place; with the application back, the gap is read", async () => {
    await setting.collect(["ttp-url"]);
    setting.tenant.application.disable();
    setting.clock.advance(2 * hourMs);
    await setting.collect(["ttp-url"]);
    expect(await statusOf(clicks2)).toMatchObject({ state: "credentials-refused" });
    setting.tenant.application.enable();
    setting.clock.advance(hourMs);
    await collectUntilComplete(clicks2);
    await compare(clicks2);
  });

  test("one missing permission leaves the other feeds alone, and is named", async () => {
    setting.tenant.application.setPermissions(["Monitoring | URL Protection | Read"]);
    const { connections } = await setting.engine.collector.collect({ connection: "v2" });
    const states = Object.fromEntries((connections[0]?.feeds ?? []).map(({ feed, state }) => [feed, state]));
    const others = defaultFeedsOf("2.0").filter(({ name }) => name !== "ttp-url");
    expect(states).toEqual({
      "ttp-url": "healthy",
      ...Object.fromEntries(others.map(({ name }) => [name, "not-permitted"])),
    });
    expect((await statusOf(listing)).reason).toContain("Threat and Security Events (SIEM)");
  });
});
