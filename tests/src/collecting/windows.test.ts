import type { StoredEvent } from "@postern/engine";
import { afterEach, describe, expect, test } from "vitest";
import { expectSameRecords } from "../setting/compare.js";
import { hourMs, minuteMs, openSetting, type Setting } from "../setting/setting.js";

let setting: Setting;
afterEach(() => setting.close());

async function eventsOf(feed: string): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const event of setting.engine.events.since(0, { feed })) events.push(event);
  return events;
}

async function ledgerOf(feed: string) {
  const [status] = await setting.engine.status({ connection: "v2" });
  return status?.feeds.find((candidate) => candidate.feed === feed)?.ledger;
}

describe("the depth of the queues", () => {
  const feed = "queue-depth";

  test("is read once in each direction, though nothing but its list tells which", async () => {
    setting = await openSetting({ settings: { feeds: [feed], lookbackHours: 6 } });
    await setting.collect([feed]);
    setting.clock.advance(2 * hourMs);
    await setting.collect([feed]);
    const until = setting.clock.now() - 5 * minuteMs;
    const from = until - 7 * hourMs;
    const tell = ({ time, type }: { time: number; type: string }, raw: string) =>
      JSON.stringify([time, type, JSON.parse(raw)]);
    const published = [...setting.tenant.truth(feed, { from, until })].map((row) => tell(row, row.raw));
    const events = await eventsOf(feed);
    const stored = events
      .filter(({ time }) => time >= from && time <= until)
      .map((row) => tell(row, row.raw));
    expect(published.length).toBeGreaterThan(40);
    expect(stored.sort()).toEqual(published.sort());
    expect(await ledgerOf(feed)).toMatchObject({ verdict: "complete", gaps: [] });
  });
});

describe.each(["threat-events", "reported-emails"] as const)("%s, a list that takes no span", (feed) => {
  test("is stored once as it grows, and a pause longer than it reaches is told as a gap", async () => {
    setting = await openSetting({ tenant: { messagesPerDay: 4000 }, settings: { feeds: [feed] } });
    const start = setting.clock.now();
    await setting.collect([feed]);
    // Not yet due again.
    setting.clock.advance(15 * minuteMs);
    expect(await setting.collect([feed])).toMatchObject({ connections: [{ feeds: [{ stored: 0 }] }] });
    setting.clock.advance(20 * hourMs);
    await setting.reopen();
    await setting.collect([feed]);
    const { engine, tenant, clock } = setting;
    const span = { from: start - 23 * hourMs, until: clock.now() };
    expect(await expectSameRecords({ engine, tenant, connection: "v2", feed, ...span })).toBeGreaterThan(5);
    expect(await ledgerOf(feed)).toMatchObject({ proves: "states", verdict: "complete", asOf: clock.now() });
    clock.advance(30 * hourMs);
    await setting.collect([feed]);
    expect(await ledgerOf(feed)).toMatchObject({ verdict: "unprovable" });
  });
});

describe("the statistics", () => {
  const feed = "threat-statistics";

  test("are read series by series, in whole hours, and an hour that counts otherwise later is another event", async () => {
    setting = await openSetting({ settings: { feeds: [feed], lookbackHours: 6 } });
    await setting.collect([feed]);
    for (let poll = 0; poll < 8; poll += 1) {
      setting.clock.advance(15 * minuteMs);
      await setting.collect([feed]);
    }
    const settled = setting.clock.now() - 20 * minuteMs;
    const end = Math.floor(settled / hourMs) * hourMs;
    const latest = new Map<string, string>();
    for (const { time, type, raw } of await eventsOf(feed)) latest.set(`${type} ${time}`, raw);
    const published = [...setting.tenant.truth(feed, { from: end - 7 * hourMs, until: end - 1 })];
    expect(new Set(published.map(({ type }) => type)).size).toBe(7);
    for (const { time, type, raw } of published) expect(latest.get(`${type} ${time}`)).toBe(raw);
    expect(await ledgerOf(feed)).toMatchObject({ verdict: "complete", until: end });
  });
});

describe("remediation incidents", () => {
  const feed = "remediation-incidents";
  /** The states an incident was found in, by what has no part in its changes. */
  const latest = (raws: readonly string[]): Map<string, string> =>
    new Map(raws.map((raw) => [JSON.parse(raw).id, raw]));

  test.each([false, true])(
    "are followed through their changes, whether a search means the last change: %s",
    async (incidentsByModified) => {
      setting = await openSetting({
        tenant: { messagesPerDay: 8000, guesses: { incidentsByModified } },
        settings: { feeds: [feed], lookbackHours: 24 },
      });
      const start = setting.clock.now();
      await setting.collect([feed]);
      const first = await eventsOf(feed);
      expect(first.length).toBeGreaterThan(3);
      for (const pause of [...Array<number>(30).fill(20 * minuteMs), ...Array<number>(4).fill(12 * hourMs)]) {
        setting.clock.advance(pause);
        await setting.collect([feed]);
      }
      const now = setting.clock.now();
      const events = await eventsOf(feed);
      const known = latest(events.map(({ raw }) => raw));
      for (const { raw } of setting.tenant.truth(feed, { from: start - 23 * hourMs, until: now - hourMs })) {
        expect(JSON.parse(known.get(JSON.parse(raw).id) ?? "null")).toEqual(JSON.parse(raw));
      }
      // Several states of one incident, each once.
      expect(events.length).toBeGreaterThan(known.size);
      expect(new Set(events.map(({ raw }) => raw)).size).toBe(events.length);
    },
  );

  test("are not read again before the hour is over", async () => {
    setting = await openSetting({ settings: { feeds: [feed] } });
    await setting.collect([feed]);
    const count = () =>
      setting.tenant.requests().filter(({ path }) => path.endsWith("find-incidents")).length;
    setting.clock.advance(15 * minuteMs);
    const before = count();
    await setting.collect([feed]);
    expect(count() - before).toBe(1);
    setting.clock.advance(hourMs);
    await setting.collect([feed]);
    expect(count() - before).toBe(3);
  });
});
