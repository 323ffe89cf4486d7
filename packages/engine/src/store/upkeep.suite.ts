import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { applyRetention } from "../retention/index.js";
import { checkStore } from "../upkeep/check-store.js";
import type { Commit, EventBatch, LeaseToken } from "./commit.js";
import { batchOf, insertStream, start, takeLease } from "./samples.suite.js";
import type { Store } from "./store.js";

const dayMs = 86_400_000;
const never = new AbortController().signal;

/** What every engine behind the store's interface promises over the years. */
export function describeUpkeep(name: string, open: (home: string) => Promise<Store>): void {
  describe(`the upkeep of a store on ${name}`, () => {
    let home: string;
    let store: Store;
    let lease: LeaseToken;
    let streamId: number;

    beforeEach(async () => {
      home = await mkdtemp(join(tmpdir(), "postern-store-"));
      store = await open(home);
      streamId = await insertStream(store);
      lease = await takeLease(store, "one");
    });
    afterEach(async () => {
      await store.close();
      await rm(home, { recursive: true });
    });

    const commit = (change: Partial<Commit>) => store.commit({ streamId, lease, at: start, ...change });
    /** Many events a minute apart, until `daysAgo` before the start. */
    const commitMany = async (count: number, daysAgo: number, raw = "{}"): Promise<void> => {
      for (let done = 0; done < count; done += 500) {
        await commit({ events: manyOf(Math.min(500, count - done), done, { daysAgo, raw }) });
      }
    };
    const countEvents = async (): Promise<number> => {
      const row = await store.read
        .selectFrom("events")
        .select((select) => select.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      return row.count;
    };
    const keep = async (settings: object): Promise<void> => {
      await store.control
        .updateTable("connections")
        .set({ settings: JSON.stringify(settings) })
        .execute();
    };
    const flaws = async (): Promise<string[]> => {
      const found: string[] = [];
      for await (const check of checkStore(store)) found.push(...check.flaws);
      return found;
    };

    test("keeps everything where nothing else is said", async () => {
      await commitMany(10, 4000);
      expect(await applyRetention(store, { now: start, signal: never })).toEqual({
        events: 0,
        pages: 0,
        asOf: null,
      });
      expect(await countEvents()).toBe(10);
    });

    test("takes away what is too old, gives the space back, lets others commit meanwhile, and counts on", async () => {
      await commitMany(6000, 40, "x".repeat(700));
      await commit({ events: batchOf([1, 2]) });
      await keep({ keepDays: 90, feedSettings: { "siem-2.0": { keepDays: 30 } } });
      const before = await store.upkeep.measure();
      const order: string[] = [];
      const taking = applyRetention(store, { now: start, signal: never }).then((taken) => {
        order.push("retention");
        return taken;
      });
      const committing = commit({ events: batchOf([3]) }).then(() => order.push("commit"));
      const [taken] = await Promise.all([taking, committing]);
      expect(order).toEqual(["commit", "retention"]);
      expect(taken.events).toBe(6000);
      expect(taken.pages).toBeGreaterThan(1000);
      await store.upkeep.tidy();
      const after = await store.upkeep.measure();
      expect(after.bytes).toBeLessThan(before.bytes / 4);
      expect(after.freePages).toBe(0);
      expect(await countEvents()).toBe(3);
      const counted = await store.read
        .selectFrom("rollups")
        .select((select) => select.fn.sum<number>("events").as("events"))
        .executeTakeFirstOrThrow();
      expect(counted.events).toBe(6003);
      expect(await flaws()).toEqual([]);
    });

    test("a clock that jumps ahead by years takes nothing away; up to where the vendor's vouches for it, it counts", async () => {
      await commitMany(10, 40);
      await commit({ events: batchOf([1, 2]) });
      await keep({ keepDays: 90 });
      await store.control.updateTable("streams").set({ vendor_at: start }).execute();
      const years = start + 3650 * dayMs;
      const held = await applyRetention(store, { now: years, signal: never });
      expect(held).toMatchObject({ events: 0, asOf: start + 3 * dayMs });
      expect(await countEvents()).toBe(12);
      // Neither is what comes now taken for what retention took.
      expect(await commit({ events: batchOf([3]) })).toMatchObject({ stored: 1 });
      await keep({ keepDays: 30 });
      expect((await applyRetention(store, { now: years, signal: never })).events).toBe(10);
      expect(await countEvents()).toBe(3);
      await store.control.updateTable("streams").set({ vendor_at: years }).execute();
      expect(await applyRetention(store, { now: years, signal: never })).toMatchObject({
        events: 3,
        asOf: null,
      });
    });

    test("does not take a dropped event for a new one, also when kept longer later", async () => {
      await commitMany(10, 40);
      await keep({ keepDays: 30 });
      await applyRetention(store, { now: start, signal: never });
      await keep({ keepDays: 90 });
      await applyRetention(store, { now: start, signal: never });
      const again = await commit({ events: manyOf(10, 0, { daysAgo: 40, raw: "{}" }) });
      expect(again).toEqual({ stored: 0, duplicates: 10 });
      expect(await countEvents()).toBe(0);
      expect(await commit({ events: batchOf([1]) })).toEqual({ stored: 1, duplicates: 0 });
    });

    test("finds what does not fit together", async () => {
      await commit({ events: batchOf([1, 2, 3]) });
      expect(await flaws()).toEqual([]);
      await store.control.deleteFrom("events").where("seq", "=", 2).execute();
      expect(await flaws()).toEqual(["k siem-2.0: 3 events were counted, 2 are there"]);
    });

    test("copies itself whole while others write, and overwrites nothing", async () => {
      await commitMany(3000, 1, "x".repeat(700));
      const other = await open(home);
      const file = join(home, "copy.db");
      let isCopied = false;
      const copying = other.upkeep.backup(file).finally(() => {
        isCopied = true;
      });
      for (let number = 0; !isCopied; number += 1)
        await commit({ events: manyOf(1, number, { daysAgo: 0, raw: "{}" }) });
      expect(await copying).toBeGreaterThan(2_000_000);
      await other.close();
      const place = await mkdtemp(join(tmpdir(), "postern-store-"));
      await writeFile(join(place, "postern.db"), await readFile(file));
      const copy = await open(place);
      const found: string[] = [];
      for await (const check of checkStore(copy)) found.push(...check.flaws);
      await copy.close();
      await rm(place, { recursive: true });
      expect(found).toEqual([]);
      await expect(store.upkeep.backup(file)).rejects.toMatchObject({ code: "bad-usage" });
    });
  });
}

function manyOf(
  count: number,
  first: number,
  { daysAgo, raw }: { daysAgo: number; raw: string },
): EventBatch {
  const batch = batchOf(Array.from({ length: count }, (_, index) => index % 256));
  const view = new DataView(batch.ids.buffer);
  const rows = batch.rows.map(([, ...rest], index) => {
    const number = first + index;
    view.setUint32(index * 16, number + 1_000_000 * (daysAgo + 1));
    return [start - daysAgo * dayMs - number * 60_000, ...rest.slice(0, -1), raw] as never;
  });
  return { ids: batch.ids, rows };
}
