import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayMs, hourMs, secondMs } from "../clock/spans.js";
import { createClock, type Feed, startTenant, type Tenant } from "../index.js";
import { feeds, isSnapshotFeed } from "../tenant/feeds.js";
import { noon } from "../testing/client.js";

/** What follows from other feeds is made of them, and not recorded. */
const derived: ReadonlySet<Feed> = new Set(["siem-2.0-stream", "siem-ci-stream", "threat-statistics"]);
const recordedFeeds = feeds.filter((feed) => !derived.has(feed));

let directory: string;
let original: Tenant;
const told = new Map<Feed, string[]>();
const monthLater = noon + 30 * dayMs + 90 * secondMs;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "replay-"));
  original = await startTenant({ clock: createClock({ start: noon, frozen: true }), messagesPerDay: 150 });
  for (const feed of recordedFeeds) {
    const records = [...original.truth(feed, { from: isSnapshotFeed(feed) ? 0 : noon - 2 * dayMs })].map(
      ({ raw }) => raw,
    );
    told.set(feed, records.sort());
    await writeFile(join(directory, `${feed}.ndjson`), records.map((raw) => `${raw}\n`).join(""));
  }
});
afterAll(async () => {
  await original.close();
  await rm(directory, { recursive: true });
});

const start = (recordsShift?: "to-now" | number) =>
  startTenant({
    clock: createClock({ start: monthLater, frozen: true }),
    recordsDir: directory,
    ...(recordsShift === undefined ? {} : { recordsShift }),
  });
const tell = (tenant: Tenant, feed: Feed) => [...tenant.truth(feed)].map(({ raw }) => raw);

test("the records of every feed are served again word for word, out of files called after it", async () => {
  const tenant = await start();
  expect(tenant.records?.skipped).toEqual([]);
  for (const feed of recordedFeeds) {
    // The queue of mail in processing may be empty at any moment.
    if (feed !== "processing-queue") expect(told.get(feed), feed).not.toEqual([]);
    expect(tell(tenant, feed).sort(), feed).toEqual(told.get(feed));
  }
  await tenant.close();
});

test("records are moved so that the newest is of now, or by a span, and nothing else in them changes", async () => {
  const tenant = await start("to-now");
  const newest = feeds.map((feed) => Math.max(...[...tenant.truth(feed)].map(({ time }) => time)));
  expect(Math.max(...newest)).toBeLessThanOrEqual(monthLater);
  expect(Math.max(...newest)).toBeGreaterThan(monthLater - 2 * secondMs);
  await tenant.close();
  const by = 30 * dayMs + hourMs;
  const later = await start(by);
  const back = (text: string, shift: number) =>
    text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/g, (time) =>
      new Date(Date.parse(`${time}Z`) - shift).toISOString().slice(0, 19),
    );
  expect(
    tell(later, "ttp-url")
      .map((raw) => back(raw, by))
      .sort(),
  ).toEqual(told.get("ttp-url"));
  const [entry = ""] = tell(later, "audit").filter((raw) => raw.includes(", Time: "));
  const [, eventTime] = /"eventTime":"([^"]+)\+0000"/.exec(entry) ?? [];
  const [, day, time] = /Date: (\S+), Time: (\d\d:\d\d:\d\d)\+0000/.exec(entry) ?? [];
  if (day !== undefined) expect(`${day}T${time}`).toBe(eventTime);
  await later.close();
  await expect(start(Number.NaN)).rejects.toThrow("recordsShift");
});
