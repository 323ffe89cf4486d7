import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { siem2 } from "../feeds/siem/siem-2.0.js";
import { ttpUrl } from "../feeds/ttp/ttp-url.js";
import { openSqliteStore, type Store } from "../store/index.js";
import { insertStream } from "../store/samples.suite.js";
import { needsNaturalKeys, pruneNaturalKeys } from "./natural-keys.js";

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 0, 5, 12);

let home: string;
let store: Store;
let streamId: number;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "postern-store-"));
  store = await openSqliteStore({ home });
  streamId = await insertStream(store);
});
afterEach(async () => {
  await store.close();
  await rm(home, { recursive: true });
});

async function keep(entries: readonly { ageMs: number; provisional: 0 | 1 }[]): Promise<void> {
  await store.control
    .insertInto("natural_keys")
    .values(
      entries.map(({ ageMs, provisional }, index) => ({
        stream_id: streamId,
        key: Buffer.from(`key ${index}`),
        seq: index + 1,
        time: now - ageMs,
        provisional,
      })),
    )
    .execute();
}

async function left(): Promise<string[]> {
  const rows = await store.read
    .selectFrom("natural_keys")
    .select(["time", "provisional"])
    .orderBy("seq")
    .execute();
  return rows.map(({ time, provisional }) => `${(now - time) / hour} h, ${provisional}`);
}

test("keys of files are forgotten after two days, provisional ones when no file can confirm them any more", async () => {
  const ages = [1, 47, 49, 24 * 8, 24 * 10];
  await keep(
    ages.flatMap((hours) => [
      { ageMs: hours * hour, provisional: 0 as const },
      { ageMs: hours * hour, provisional: 1 as const },
    ]),
  );
  await pruneNaturalKeys(store, { streamId, retentionMs: 7 * day, now });
  expect(await left()).toEqual(["1 h, 0", "1 h, 1", "47 h, 0", "47 h, 1", "49 h, 1", "192 h, 1"]);
  await pruneNaturalKeys(store, { streamId, retentionMs: null, now: now + 1000 * day });
  expect(await left()).toEqual(["1 h, 1", "47 h, 1", "49 h, 1", "192 h, 1"]);
});

test("any number is forgotten, a few thousand at a time", async () => {
  await keep(Array.from({ length: 4500 }, () => ({ ageMs: 3 * day, provisional: 0 as const })));
  await pruneNaturalKeys(store, { streamId, retentionMs: 7 * day, now });
  expect(await left()).toEqual([]);
});

test("events are matched while their stream is on, and until the last trace of it is gone", async () => {
  const matches = (feeds: readonly string[], feed = siem2) =>
    needsNaturalKeys(store, { feeds, feed, streamId });
  expect(await matches(["siem-2.0", "siem-2.0-stream"])).toBe(true);
  expect(await matches(["siem-2.0", "siem-ci", "siem-ci-stream"])).toBe(false);
  await keep([{ ageMs: hour, provisional: 0 }]);
  expect(await matches(["siem-2.0"])).toBe(true);
  expect(await matches(["siem-2.0", "siem-2.0-stream"], ttpUrl)).toBe(false);
});
