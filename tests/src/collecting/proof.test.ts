import type { FeedLedger, VerifyReport } from "@postern/engine";
import Database from "better-sqlite3";
import { afterEach, describe, expect, test } from "vitest";
import { expectSameRecords } from "../setting/compare.js";
import { hourMs, minuteMs, openSetting, type Setting, workday } from "../setting/setting.js";

let setting: Setting;
afterEach(() => setting.close());

async function ledgerOf(feed: string, connection = "v2"): Promise<FeedLedger> {
  const { feeds } = await setting.engine.ledger(connection, { feeds: [feed] });
  const [found] = feeds;
  if (found === undefined) throw new Error(`nothing is known of ${feed}`);
  return found;
}

async function verify(feed: string, connection = "v2", now = workday): Promise<VerifyReport> {
  const span = { from: now - 5 * hourMs, until: now - hourMs };
  for await (const report of setting.engine.collector.verify({ connection, feeds: [feed], ...span }))
    return report;
  throw new Error("no report");
}

async function countsOf(connection: string) {
  const [status] = await setting.engine.status({ connection });
  return status?.feeds.map(({ stored, duplicates, quarantined }) => [stored, duplicates, quarantined]);
}

const statesOf = ({ spans }: FeedLedger) => spans.map(({ state }) => state);

/** What removes a stored event, as a hand in the database would. */
function damage(sql: string): void {
  const database = new Database(`${setting.home}/postern.db`);
  database.exec(sql);
  database.close();
}

describe("a span of time", () => {
  test("goes from settling through due and complete to swept, and is told without holes", async () => {
    const feed = "ttp-url";
    setting = await openSetting({ settings: { feeds: [feed], lookbackHours: 3 } });
    const { clock } = setting;
    await setting.collect([feed]);
    expect(statesOf(await ledgerOf(feed))).toEqual(["complete", "settling"]);
    clock.advance(30 * minuteMs);
    expect(statesOf(await ledgerOf(feed))).toEqual(["complete", "due", "settling"]);
    clock.advance(30 * hourMs);
    await setting.collect([feed]);
    const swept = await ledgerOf(feed);
    expect(swept.spans.map(({ state, nextSweepAt }) => [state, nextSweepAt !== null])).toEqual([
      ["complete", false],
      ["complete", true],
      ["settling", false],
    ]);
    const [first] = swept.spans;
    expect(
      swept.spans.every((span, index) => index === 0 || span.from === swept.spans[index - 1]?.until),
    ).toBe(true);
    expect(first?.from).toBeLessThanOrEqual(clock.now() - 33 * hourMs);
  });

  test("a list whose poll is not due yet does not keep a new credential refused", async () => {
    const feeds = ["held-messages", "ttp-url"];
    setting = await openSetting({ settings: { feeds, lookbackHours: 2 } });
    const { engine, clock, tenant } = setting;
    await setting.collect(feeds);
    clock.advance(2 * minuteMs);
    tenant.application.regenerateKeys();
    await engine.collector.collect({ connection: "v2", feeds: ["ttp-url"] });
    const stateOf = async () => (await engine.status({ connection: "v2" }))[0]?.state;
    expect(await stateOf()).toBe("credentials-refused");
    const { clientId, clientSecret } = tenant.v2;
    await engine.credentials.update("v2", { secrets: { kind: "2.0", oauth: { clientId, clientSecret } } });
    const { connections } = await engine.collector.collect({ connection: "v2" });
    expect(connections[0]?.feeds.map(({ state }) => state)).toEqual(["healthy", "healthy"]);
    expect(await stateOf()).toBe("connected");
  });

  test("of a refused credential is incomplete with the mend; with new secrets it is read, twelve hours of it again", async () => {
    const feed = "ttp-url";
    setting = await openSetting({ settings: { feeds: [feed, "siem-2.0"], lookbackHours: 20 } });
    const { engine, clock, tenant } = setting;
    await setting.collect([feed, "siem-2.0"]);
    tenant.application.regenerateKeys();
    clock.advance(hourMs);
    const before = tenant.requests().length;
    const { connections } = await engine.collector.collect({ connection: "v2" });
    expect(connections[0]?.feeds.map(({ state }) => state)).toEqual([
      "credentials-refused",
      "credentials-refused",
    ]);
    // One feed found out; the other needed no call of its own.
    expect(
      tenant
        .requests()
        .slice(before)
        .every(({ path }) => !path.includes("siem")),
    ).toBe(true);
    const refused = await ledgerOf(feed);
    expect(refused.spans.at(-2)).toMatchObject({
      state: "incomplete",
      mend: expect.stringContaining("postern connect --update v2"),
    });
    // Late arrivals of hours ago that no sweep will look for: the replay finds them.
    tenant.faults.inject({ kind: "late-events", feed, count: 3, ageMinutes: 8 * 60 });
    const { clientId, clientSecret } = tenant.v2;
    await engine.credentials.update("v2", { secrets: { kind: "2.0", oauth: { clientId, clientSecret } } });
    await engine.collector.collect({ connection: "v2" });
    await expectSameRecords({
      engine,
      tenant,
      connection: "v2",
      feed,
      from: clock.now() - 11 * hourMs,
      until: clock.now() - 6 * minuteMs,
    });
    expect(statesOf(await ledgerOf(feed)).filter((state) => state === "incomplete")).toEqual([]);
  });

  test("beyond what the vendor keeps is recorded as lost, of files and of windows", async () => {
    const feeds = ["audit", "siem-2.0"];
    const feedSettings = { audit: { retentionDays: 1 }, "siem-2.0": { retentionDays: 1 } };
    setting = await openSetting({ settings: { feeds, feedSettings, lookbackHours: 2 } });
    await setting.collect(feeds);
    setting.clock.advance(40 * hourMs);
    await setting.collect(feeds);
    for (const feed of feeds) {
      const { spans, account } = await ledgerOf(feed);
      const lost = spans.filter(({ state }) => state === "lost");
      expect(lost).toHaveLength(1);
      expect(lost[0]?.reason).toContain("older than the vendor keeps");
      expect(((lost[0]?.until ?? 0) - (lost[0]?.from ?? 0)) / hourMs).toBeCloseTo(16, 0);
      expect(account.verdict).toBe("lost");
    }
  });
});

test("a clock that is ahead of the tenant's makes nothing complete that has not been", async () => {
  const feed = "ttp-url";
  setting = await openSetting({ settings: { feeds: [feed], lookbackHours: 40 } });
  const { clock, tenant, engine } = setting;
  tenant.faults.inject({ kind: "clock-skew", skewMs: -26 * hourMs, times: Number.POSITIVE_INFINITY });
  await setting.collect([feed]);
  expect((await ledgerOf(feed)).account.until).toBeLessThanOrEqual(clock.now() - 26 * hourMs);
  // What retention goes by, and what operators are told of.
  const database = new Database(`${setting.home}/postern.db`, { readonly: true });
  const ahead = database.prepare("SELECT clock_ahead_ms FROM streams").pluck().get();
  database.close();
  expect(Number(ahead) / hourMs).toBeCloseTo(26, 1);
  tenant.faults.clear();
  clock.advance(15 * minuteMs);
  await setting.collect([feed]);
  // The first answer told that the clock is right again; what it had to leave is read now.
  await setting.collect([feed]);
  const until = clock.now() - 6 * minuteMs;
  expect((await ledgerOf(feed)).account).toMatchObject({ verdict: "complete" });
  expect((await ledgerOf(feed)).account.until).toBeGreaterThan(until);
  await expectSameRecords({ engine, tenant, connection: "v2", feed, from: until - 30 * hourMs, until });
});

describe("verify and replay", () => {
  // The quick tests prove it of windows and of listings, the long ones of token chains too.
  const isLong = process.env["POSTERN_LONG_TESTS"] === "1";
  test.each([
    { connection: "v2", feed: "ttp-url" },
    { connection: "v2", feed: "siem-2.0" },
    ...(isLong ? [{ connection: "v1", feed: "siem-1.0" }] : []),
  ])(
    "$feed on $connection: what is missing, extra and changed is told, and a replay mends it",
    async (where) => {
      const { feed, connection } = where;
      setting = await openSetting({ tenant: { messagesPerDay: 600 }, settings: { feeds: [feed] } });
      await setting.collect([feed], connection);
      const good = await verify(feed, connection);
      expect(good).toMatchObject({
        missing: { count: 0 },
        extra: { count: 0 },
        changed: { count: 0 },
        broken: 0,
      });
      expect(good.matched).toBeGreaterThan(10);
      // Reading so much uses up the quota: the clock goes on meanwhile.
      const now = workday;
      const inside = `time >= ${now - 5 * hourMs} AND time < ${now - hourMs}`;
      damage(`
      DELETE FROM events WHERE seq IN (SELECT seq FROM events WHERE ${inside} ORDER BY seq LIMIT 2);
      UPDATE events SET id = x'00112233445566778899aabbccddeeff'
        WHERE seq = (SELECT seq FROM events WHERE ${inside} ORDER BY seq LIMIT 1);
      UPDATE events SET id = x'ffeeddccbbaa99887766554433221100', recipient = 'nobody', sender = 'nobody'
        WHERE seq = (SELECT max(seq) FROM events WHERE ${inside});`);
      const before = await countsOf(connection);
      const bad = await verify(feed, connection);
      expect(bad).toMatchObject({ missing: { count: 3 }, extra: { count: 1 }, changed: { count: 1 } });
      expect(bad.matched).toBe(good.matched - 4);
      // It changed nothing.
      expect(await countsOf(connection)).toEqual(before);
      const replayed = await setting.engine.collector.replay({
        connection,
        feeds: [feed],
        from: now - 5 * hourMs,
        until: now - hourMs,
      });
      expect(replayed).toMatchObject({ isLeft: false, skipped: [], feeds: [{ feed, stored: 4 }] });
      expect(await verify(feed, connection)).toMatchObject({ missing: { count: 0 }, extra: { count: 2 } });
      await setting.collect([feed], connection);
      expect((await ledgerOf(feed, connection)).account.verdict).toBe("complete");
    },
  );

  test("a replay that is cut off goes on where it was, in a new process too", async () => {
    const feed = "ttp-url";
    const stop = new AbortController();
    const read: number[] = [];
    let windows = Number.POSITIVE_INFINITY;
    setting = await openSetting({
      settings: { feeds: [feed], lookbackHours: 8 },
      listener: (name, event) => {
        if (name !== "window.completed" || !("from" in event)) return;
        read.push(event.from);
        if (read.length === windows) stop.abort();
      },
    });
    await setting.collect([feed]);
    read.length = 0;
    windows = 2;
    const now = setting.clock.now();
    const span = { connection: "v2", from: now - 6 * hourMs, until: now - hourMs };
    const cut = setting.engine.collector.replay({ ...span, signal: stop.signal });
    await expect(cut).rejects.toMatchObject({ code: "interrupted" });
    const before = read.splice(0);
    const [pending] = (await setting.engine.ledger("v2")).replays;
    expect(pending).toMatchObject({ feed, from: span.from, until: span.until });
    expect(pending?.share).toBeGreaterThanOrEqual(0.2);
    expect(pending?.share).toBeLessThan(0.5);
    windows = Number.POSITIVE_INFINITY;
    await setting.reopen();
    await setting.collect([feed]);
    expect((await setting.engine.ledger("v2")).replays).toEqual([]);
    // What was read of it is not read again; what was under way is.
    const done = before.slice(0, Math.round((pending?.share ?? 0) * 5));
    expect(done.length).toBeGreaterThan(0);
    expect(read.filter((from) => done.includes(from))).toEqual([]);
    expect(new Set([...done, ...read]).size).toBe(5);
  });

  test("a list and a stream have no past; a span or feed that can't be is refused", async () => {
    setting = await openSetting({ settings: { feeds: ["held-messages"] } });
    await setting.collect(["held-messages"]);
    const { collector } = setting.engine;
    const now = setting.clock.now();
    const span = { connection: "v2", from: now - hourMs, until: now };
    const refused = collector.replay(span);
    await expect(refused).rejects.toMatchObject({
      code: "not-replayable",
      message: expect.stringContaining("list as it stands"),
    });
    expect(await verify("held-messages")).toMatchObject({ skipped: expect.any(String), read: 0 });
    await expect(collector.replay({ ...span, from: now + 5000 })).rejects.toMatchObject({
      code: "bad-usage",
    });
    await expect(collector.replay({ ...span, feeds: ["dlp"] })).rejects.toMatchObject({ code: "bad-usage" });
  });
});
