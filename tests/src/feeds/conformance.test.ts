import { openOcsfCheck, type StoredEvent, writeEvent } from "@postern/engine";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hourMs, minuteMs, workday } from "../setting/setting.js";
import { exampleOf, type FeedExample } from "./examples/index.js";
import { type Entry, everyFeed, oddities, type Script } from "./scripted-vendor.js";
import { lookbackHours, openStage, type Reader, type Stage } from "./stage.js";

const checkOcsf = await openOcsfCheck();
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(() => stage.clock.set(workday));

const lookbackMs = lookbackHours * hourMs;
/** Settled for every feed: the sandbox has forty minutes for a file. */
const settledMs = hourMs;

/** Records between the beginning of reading and what has settled. */
function spread({ full }: FeedExample, count: number, first = 0): Entry[] {
  const step = Math.floor((lookbackMs - settledMs - minuteMs) / count / 1000) * 1000;
  return Array.from({ length: count }, (_, index) => {
    const time = workday - lookbackMs + minuteMs + index * step;
    return { time, record: full(time, first + index) };
  });
}

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, held: unknown) =>
    typeof held === "object" && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([one], [other]) => (one < other ? -1 : 1)))
      : held,
  );
const recordsOf = (events: readonly StoredEvent[]) =>
  events.map(({ raw }) => canonical(JSON.parse(raw))).sort();
const expectAll = async (reader: Reader, entries: readonly Entry[]) =>
  expect(recordsOf(await reader.events())).toEqual(entries.map(({ record }) => canonical(record)).sort());

/** The quick tests hold one feed of each way of reading to the promises, the long ones every feed. */
const oneOfEachWay = [
  ...new Map(
    [...everyFeed].reverse().map((each) => [`${each.feed.reading.kind} ${each.feed.generations}`, each]),
  ).values(),
];
const chosenFeeds = process.env["POSTERN_LONG_TESTS"] === "1" ? everyFeed : oneOfEachWay;

describe.each(chosenFeeds)("$name", ({ name, feed }) => {
  const serve = (entries: readonly Entry[], change: Partial<Script> = {}) =>
    stage.vendor.serve({ feed, example: exampleOf(name), entries, pageSize: 3, oddity: "none", ...change });

  test.each(oddities)("is read to the end of its pages: %s", async (oddity) => {
    const entries = spread(exampleOf(name), 8);
    serve(entries, { oddity });
    const reader = await stage.connect(feed);
    const { state, quarantined } = await reader.collect();
    // Where the last page names a next one, nobody can be sure that it was the last.
    expect(["healthy", "catching-up"]).toContain(state);
    expect(quarantined).toBe(0);
    await expectAll(reader, entries);
  });

  test("keeps every record of one second, on both sides of a page's edge", async () => {
    const time = workday - 2 * hourMs;
    const entries = Array.from({ length: 7 }, (_, index) => ({
      time,
      record: exampleOf(name).full(time, index),
    }));
    serve(entries, { pageSize: 2 });
    const reader = await stage.connect(feed);
    await reader.collect();
    await expectAll(reader, entries);
  });

  test("stores what lies on the edges of spans once, however often it is listed", async () => {
    const { full } = exampleOf(name);
    const edges = [0, 1, 2].map((hours) => workday - lookbackMs + hours * hourMs);
    const last = workday - feed.settleDelayMinutes * minuteMs - 1000;
    const entries = [...edges, last].map((time, index) => ({ time, record: full(time, index) }));
    serve(entries);
    const reader = await stage.connect(feed);
    await reader.collect();
    // A sweep reads it all again.
    stage.clock.advance(2 * hourMs);
    expect(await reader.collect()).toMatchObject({ state: "healthy" });
    await expectAll(reader, entries);
  });

  test("gives every run the same events, however the time is cut", async () => {
    const entries = spread(exampleOf(name), 9);
    const idsOf = async (reader: Reader) => (await reader.events()).map(({ id }) => id).sort();
    serve(entries, { pageSize: 100 });
    const whole = await stage.connect(feed);
    const end = workday + 2 * hourMs;
    stage.clock.set(end);
    await whole.collect();
    expect(await idsOf(whole)).toHaveLength(entries.length);
    const cut = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(cut, fc.integer({ min: 1, max: 5 }), async (steps, pageSize) => {
        stage.clock.set(workday);
        const reader = await stage.connect(feed);
        for (const step of steps) {
          // What has not happened yet is not there.
          serve(
            entries.filter(({ time }) => time <= stage.clock.now()),
            { pageSize },
          );
          await reader.collect();
          stage.clock.advance(step * minuteMs);
        }
        stage.clock.set(end);
        serve(entries, { pageSize });
        await reader.collect();
        expect(await idsOf(reader)).toEqual(await idsOf(whole));
      }),
      { numRuns: 2 },
    );
  });

  // A day later, a tenant that keeps less than that has nothing left to come back to.
  const testReturn = test.skipIf(feed.retentionDays !== null && feed.retentionDays < 2);

  testReturn("comes back from a clock that ran ahead, and misses nothing in the end", async () => {
    const reader = await stage.connect(feed);
    const early = spread(exampleOf(name), 4);
    serve(early);
    stage.clock.set(workday + 6 * hourMs);
    await reader.collect();
    stage.clock.set(workday);
    const { full } = exampleOf(name);
    const late = [1, 2, 3]
      .map((hours) => workday + hours * hourMs)
      .map((time, index) => ({ time, record: full(time, 50 + index) }));
    serve([...early, ...late.slice(0, 1)]);
    await reader.collect();
    stage.clock.set(workday + 32 * hourMs);
    serve([...early, ...late]);
    await reader.collect();
    await expectAll(reader, [...early, ...late]);
  });

  test("takes a record from which everything is missing that may be, and gives it a time and both forms", async () => {
    const time = workday - 2 * hourMs;
    const record = exampleOf(name).bare(1);
    serve([{ time, record }]);
    const reader = await stage.connect(feed);
    expect(await reader.collect()).toMatchObject({ state: "healthy", quarantined: 0 });
    const [event] = await reader.events();
    expect(JSON.parse(event?.raw ?? "null")).toEqual(record);
    expect(event?.time).toBeGreaterThan(workday - 8 * 24 * hourMs);
    expect(event?.time).toBeLessThanOrEqual(stage.clock.now());
    await expectForms(event);
  });

  test("keeps fields nobody knows, in the store and in both forms", async () => {
    const time = workday - 2 * hourMs;
    const extra = { brandNewField: { inner: ["value", 7] } };
    serve([{ time, record: { ...exampleOf(name).full(time, 1), ...extra } }]);
    const reader = await stage.connect(feed);
    await reader.collect();
    const [event] = await reader.events();
    expect(JSON.parse(event?.raw ?? "null")).toMatchObject(extra);
    const { ecs, ocsf } = await expectForms(event);
    expect(ecs).toMatchObject({ mimecast: extra });
    expect(ocsf).toMatchObject({ unmapped: extra });
  });

  test("reads a record alike however the vendor spells it", async () => {
    const { full, spellings } = exampleOf(name);
    const time = workday - 2 * hourMs;
    const count = spellings(full(time, 0)).length;
    expect(count).toBeGreaterThan(0);
    // One record for each spelling, in the order in which they are stored.
    const usual = Array.from({ length: count }, (_, index) => full(time + index * minuteMs, index));
    const collectAll = async (records: readonly unknown[]): Promise<readonly object[]> => {
      serve(records.map((record, index) => ({ time: time + index * minuteMs, record })));
      const reader = await stage.connect(feed);
      await reader.collect();
      return (await reader.events()).map(told);
    };
    const respelt = usual.map((record, index) => spellings(record)[index]);
    expect(await collectAll(respelt)).toEqual(await collectAll(usual));
  });

  test("quarantines what is no record, and goes on behind it", async () => {
    const entries = spread(exampleOf(name), 4);
    const time = workday - 2 * hourMs;
    const deep: unknown = JSON.parse(`{"a":${"[".repeat(500)}${"]".repeat(500)}}`);
    const strays = [7, "text", true, deep].map((record) => ({ time, record }));
    serve([...entries, ...strays], { pageSize: 100 });
    const reader = await stage.connect(feed);
    expect(await reader.collect()).toMatchObject({ state: "healthy", quarantined: strays.length });
    await expectAll(reader, entries);
  });

  test("fails with a word for it when a page is rubbish, and reads on once it is none", async () => {
    const entries = spread(exampleOf(name), 4);
    const reader = await stage.connect(feed);
    for (const garbage of ["", "<html>blocked</html>", '{"data":', "null"]) {
      serve(entries, { garbage: Buffer.from(garbage) });
      const { code } = await reader.collect();
      expect(code, garbage).not.toBe("internal");
    }
    serve(entries);
    stage.clock.advance(hourMs);
    await reader.collect();
    await expectAll(reader, entries);
  });
});

/** What was extracted of a record, less what names it and where it stands. */
function told({ id: _, raw: __, seq: ___, connection: ____, ...fields }: StoredEvent): object {
  return fields;
}

async function expectForms(event: StoredEvent | undefined): Promise<{ ecs: unknown; ocsf: object }> {
  if (event === undefined) throw new Error("nothing was stored");
  const ecs: unknown = JSON.parse(writeEvent(event, "ecs"));
  const ocsf: Record<string, unknown> = JSON.parse(writeEvent(event, "ocsf"));
  expect(ecs).toMatchObject({ event: { module: "mimecast", original: event.raw } });
  expect(await checkOcsf(ocsf)).toEqual([]);
  return { ecs, ocsf };
}
