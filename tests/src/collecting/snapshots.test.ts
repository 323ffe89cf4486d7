import type { StoredEvent } from "@postern/engine";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inPages, openScripted, type Scripted } from "../setting/scripted.js";
import { hourMs, minuteMs } from "../setting/setting.js";

const feed = "held-messages";
const listPath = "/api/gateway/get-hold-message-list";
const logPath = "/api/gateway/get-held-release-logs";

let vendor: Scripted;
beforeEach(async () => {
  vendor = await openScripted({ feeds: [feed], lookbackHours: 1 });
  vendor.on(logPath, () => ({ data: [] }));
});
afterEach(() => vendor.close());

interface Held {
  readonly id: string;
  readonly reason: string;
  readonly [field: string]: unknown;
}

const held = (id: string, fields: Record<string, unknown> = {}): Held => ({
  id,
  reason: "Spam",
  from: { emailAddress: `sender-${id}@out.example` },
  to: { emailAddress: "bo@corp.example" },
  subject: `Offer ${id}`,
  dateReceived: timeText(vendor.clock.now() - 5 * minuteMs),
  ...fields,
});

function timeText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}+0000`;
}

/** Polls a list, a quarter of an hour after the last one. */
async function poll(rows: readonly unknown[], pageSize = 100): Promise<string[]> {
  vendor.on(listPath, inPages(rows, pageSize));
  const known = (await vendor.events(feed)).length;
  vendor.clock.advance(15 * minuteMs);
  await vendor.collect(feed);
  return (await vendor.events(feed)).slice(known).map(describeEvent).sort();
}

function describeEvent({ type, raw }: StoredEvent): string {
  const { id, reason }: Held = JSON.parse(raw);
  return `${type} ${id} ${reason}`;
}

async function statusOf() {
  const [status] = await vendor.engine.status();
  const found = status?.feeds[0];
  if (found === undefined) throw new Error("the connection has no feed");
  return found;
}

describe("a list that is polled", () => {
  test("tells what arrived, what changed and what left, each once", async () => {
    const [a, b, c] = [held("a"), held("b"), held("c")];
    expect(await poll([a, b])).toEqual(["arrived a Spam", "arrived b Spam"]);
    expect(await poll([a, b])).toEqual([]);
    expect(await poll([a, { ...b, reason: "Virus" }, c])).toEqual(["arrived c Spam", "changed b Virus"]);
    expect(await poll([a])).toEqual(["left b Virus", "left c Spam"]);
  });

  test("tells a change there and back as two, every time", async () => {
    const spam = held("a");
    const virus = { ...spam, reason: "Virus" };
    await poll([spam]);
    const changes: string[][] = [];
    for (const row of [virus, spam, virus, spam]) changes.push(await poll([row]));
    expect(changes.flat()).toEqual([
      "changed a Virus",
      "changed a Spam",
      "changed a Virus",
      "changed a Spam",
    ]);
    expect([await poll([]), await poll([spam]), await poll([]), await poll([spam])].flat()).toEqual([
      "left a Spam",
      "arrived a Spam",
      "left a Spam",
      "arrived a Spam",
    ]);
  });

  test("does not take another order of fields for a change", async () => {
    const row = held("a");
    await poll([row]);
    expect(await poll([Object.fromEntries(Object.entries(row).reverse())])).toEqual([]);
  });

  test("gives arrivals their own time where it can be, and what happens later the time of the poll", async () => {
    const row = held("a");
    await poll([row]);
    const first = vendor.clock.now();
    await poll([]);
    // Back with the time it once arrived at, which is before it left.
    await poll([row]);
    const times = (await vendor.events(feed)).map(({ type, time }) => ({ type, time }));
    expect(times).toEqual([
      { type: "arrived", time: first - 20 * minuteMs },
      { type: "left", time: first + 15 * minuteMs },
      { type: "arrived", time: first + 15 * minuteMs },
    ]);
  });

  test("is left alone until the next poll is due", async () => {
    await poll([held("a")]);
    const calls = vendor.calls.length;
    const { connections } = await vendor.collect(feed);
    expect(connections[0]?.feeds[0]).toMatchObject({ state: "healthy", stored: 0 });
    expect(vendor.calls).toHaveLength(calls);
  });

  test("keeps in quarantine what is no record, while it is one", async () => {
    expect(await poll([held("a"), "oops"])).toEqual(["arrived a Spam"]);
    expect(await statusOf()).toMatchObject({ state: "healthy", quarantined: 1 });
    await poll([held("a"), "oops"]);
    expect(await statusOf()).toMatchObject({ quarantined: 1 });
    await poll([held("a")]);
    expect(await statusOf()).toMatchObject({ quarantined: 0 });
  });
});

describe("a list of several pages", () => {
  test("that breaks off lets nothing leave; read to its end, it tells everything", async () => {
    const rows = ["a", "b", "c", "d"].map((id) => held(id));
    await poll(rows, 2);
    const next = [held("e"), ...rows.slice(1)];
    const broken = inPages(next, 2);
    vendor.on(listPath, (call) =>
      call.pageToken === null ? broken(call) : { status: 400, code: "err_validation_null" },
    );
    vendor.clock.advance(15 * minuteMs);
    await vendor.collect(feed);
    expect((await vendor.events(feed)).slice(4).map(describeEvent)).not.toContain("left a Spam");
    expect(await statusOf()).toMatchObject({ state: "failing", ledger: { verdict: "incomplete" } });
    await poll(next, 2);
    expect((await vendor.events(feed)).slice(4).map(describeEvent)).toEqual([
      "arrived e Spam",
      "left a Spam",
    ]);
    expect(await statusOf()).toMatchObject({ state: "healthy", ledger: { verdict: "complete" } });
  });

  test("loses no row that slips across the edge of a page while it is read", async () => {
    const rows = ["a", "b", "c", "d"].map((id) => held(id));
    await poll(rows, 2);
    let reads = 0;
    // `a` goes after the first page was read: `c` slips into it, and the second page begins with `d`.
    vendor.on(listPath, (call) => {
      if (call.pageToken === null) reads += 1;
      return inPages(call.pageToken === null && reads === 1 ? rows : rows.slice(1), 2)(call);
    });
    vendor.clock.advance(15 * minuteMs);
    await vendor.collect(feed);
    expect((await vendor.events(feed)).slice(4)).toEqual([]);
    expect(await poll(rows.slice(1), 2)).toEqual(["left a Spam"]);
  });
});

describe("a held message that left", () => {
  const entry = (id: string, status: string, fields: Record<string, unknown> = {}) => ({
    id,
    status,
    released: timeText(vendor.clock.now()),
    fromEnv: { emailAddress: "other@out.example" },
    to: [{ emailAddress: "BO@corp.example" }],
    subject: "Other",
    ...fields,
  });

  test("is told as released or rejected where the log says so, by its id or by what it looks like", async () => {
    await poll(["a", "b", "c", "d"].map((id) => held(id)));
    vendor.on(logPath, () => ({
      data: [
        {
          heldReleaseLogs: [
            entry("a", "released"),
            entry("x", "rejected", {
              fromEnv: { emailAddress: "sender-b@out.example" },
              subject: "Offer b",
            }),
            entry("y", "released", { fromEnv: { emailAddress: "sender-c@out.example" }, subject: "Offer c" }),
          ],
        },
      ],
    }));
    expect(await poll([])).toEqual(["left d Spam", "rejected b Spam", "released a Spam", "released c Spam"]);
  });

  test("of two that look alike, each entry of the log tells of one", async () => {
    const alike = { from: { emailAddress: "twin@out.example" }, subject: "Twin" };
    await poll([held("a", alike), held("b", alike)]);
    vendor.on(logPath, () => ({
      data: [
        {
          heldReleaseLogs: [
            entry("x", "released", { fromEnv: { emailAddress: "twin@out.example" }, subject: "Twin" }),
          ],
        },
      ],
    }));
    const told = await poll([]);
    expect(told.map((text) => text.split(" ")[0])).toEqual(["left", "released"]);
  });

  test("just left where the log may not be read", async () => {
    await poll([held("a")]);
    vendor.on(logPath, () => ({ status: 403, code: "err_xdk_forbidden" }));
    expect(await poll([])).toEqual(["left a Spam"]);
    expect(await statusOf()).toMatchObject({ state: "healthy" });
  });

  test("waits for the log where it fails for another reason", async () => {
    await poll([held("a")]);
    vendor.on(logPath, () => ({ status: 400, code: "err_validation_null" }));
    expect(await poll([])).toEqual([]);
    expect(await statusOf()).toMatchObject({ state: "failing" });
    vendor.on(logPath, () => ({ data: [{ heldReleaseLogs: [entry("a", "released")] }] }));
    expect(await poll([])).toEqual(["released a Spam"]);
  });
});

describe("lists of a list", () => {
  const campaigns = "/api/awareness-training/phishing/campaign/get-campaign";
  const people = "/api/awareness-training/phishing/campaign/get-user-data";
  const exercises = "phishing-campaigns";

  test("are read for each of its items, and leave with it; an item without an id has none", async () => {
    const lists = await openScripted({ feeds: [exercises], lookbackHours: 1 });
    try {
      const tell = async (rows: readonly object[]) => {
        lists.on(campaigns, () => ({ data: rows }));
        lists.on(people, ({ item }) => ({
          data: [
            { items: ["bo@corp.example", "cy@corp.example"].map((email) => ({ email, of: item["id"] })) },
          ],
        }));
        const known = (await lists.events(exercises)).length;
        lists.clock.advance(24 * hourMs);
        await lists.collect(exercises);
        const told = (await lists.events(exercises)).slice(known);
        return told.map(({ type, raw }) => `${type} ${raw}`).sort();
      };
      const bo = (of: string) => `{"email":"bo@corp.example","of":"${of}"}`;
      const cy = (of: string) => `{"email":"cy@corp.example","of":"${of}"}`;
      expect(await tell([{ id: "one" }, { id: "two" }, { name: "without" }])).toEqual(
        [bo("one"), cy("one"), bo("two"), cy("two"), '{"id":"one"}', '{"id":"two"}', '{"name":"without"}']
          .map((raw) => `arrived ${raw}`)
          .sort(),
      );
      expect(await tell([{ id: "two" }, { name: "without" }])).toEqual(
        [bo("one"), cy("one"), '{"id":"one"}'].map((raw) => `left ${raw}`).sort(),
      );
    } finally {
      await lists.close();
    }
  });
});

describe("the ledger of a list", () => {
  test("says as of when it holds, and names a span without a poll as what nobody saw", async () => {
    await poll([held("a")]);
    const first = vendor.clock.now();
    await poll([]);
    expect((await statusOf()).ledger).toMatchObject({
      proves: "states",
      verdict: "complete",
      from: first,
      until: first + 15 * minuteMs,
      asOf: first + 15 * minuteMs,
    });
    vendor.clock.advance(6 * hourMs);
    await poll([]);
    const { ledger } = await statusOf();
    expect(ledger).toMatchObject({ verdict: "unprovable", asOf: vendor.clock.now() });
    expect(ledger.gaps).toEqual([
      {
        state: "unprovable",
        what: expect.stringContaining("2026-01-07T12:32:30.001Z to 2026-01-07T18:47:30.000Z"),
        reason: "not polled in between: what came and went meanwhile was not seen",
        span: { from: first + 15 * minuteMs + 1, until: vendor.clock.now() },
      },
    ]);
  });
});
