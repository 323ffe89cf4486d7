import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createLedger } from "../ledger/ledger.js";
import type { Commit, EventBatch, FileEntry, LeaseToken } from "./commit.js";
import { idBytes, olderFiles } from "./commit.js";
import { batchOf, insertStream, rowOf, start, takeLease } from "./samples.suite.js";
import type { Store } from "./store.js";

const never = (): boolean => false;
const hour = 3_600_000;

/** What every engine behind the store's interface promises. */
export function describeStore(name: string, open: (home: string) => Promise<Store>): void {
  describe(`the store on ${name}`, () => {
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
    const countEvents = async (): Promise<number> => {
      const row = await store.read
        .selectFrom("events")
        .select((select) => select.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      return row.count;
    };

    test("stores an event once, however often it is committed", async () => {
      const events = batchOf([1, 2, 3]);
      expect(await commit({ events })).toEqual({ stored: 3, duplicates: 0 });
      expect(await commit({ events })).toEqual({ stored: 0, duplicates: 3 });
      expect(await countEvents()).toBe(3);
    });

    test("keeps the most sightings of one read", async () => {
      await commit({ events: batchOf([1]) });
      await commit({ events: batchOf([1], { occurrences: 3 }) });
      await commit({ events: batchOf([1], { occurrences: 2 }) });
      const row = await store.read.selectFrom("events").select("occurrences").executeTakeFirstOrThrow();
      expect(row.occurrences).toBe(3);
    });

    test("numbers commits without gaps or repeats, so that a destination can follow them", async () => {
      await commit({ events: batchOf([5, 1]) });
      await commit({ events: batchOf([1, 9]) });
      const rows = await store.read.selectFrom("events").select("seq").orderBy("seq").execute();
      expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    });

    test("moves the checkpoint with its data or not at all", async () => {
      const checkpoint = { part: "", position: "token-1", caughtUpAt: null };
      const broken: EventBatch = { ids: new Uint8Array(idBytes), rows: [rowOf(1), rowOf(2)] };
      const failing = commit({
        events: { ...broken, rows: [[...(broken.rows[0]?.slice(0, 12) ?? []), null] as never] },
        checkpoint,
      });
      await expect(failing).rejects.toMatchObject({ code: "store-failed" });
      expect(await store.read.selectFrom("checkpoints").selectAll().execute()).toEqual([]);
      expect(await countEvents()).toBe(0);
    });

    test("refuses a commit whose lease another holder took over", async () => {
      await expect(
        store.takeLease({ principal: "p", holder: "two", now: start + hour, leaseMs: 1000, isDead: never }),
      ).resolves.toEqual({ principal: "p", token: 2 });
      await expect(commit({ events: batchOf([1]) })).rejects.toMatchObject({ code: "lease-lost" });
      expect(await countEvents()).toBe(0);
    });

    test("gives a lease to one holder, renews it, and passes it on when it runs out, is released or its holder died", async () => {
      const ask = (holder: string, now: number, isDead = never) =>
        store.takeLease({ principal: "q", holder, now, leaseMs: 1000, isDead });
      const first = await ask("one", start);
      expect(await ask("two", start + 500)).toBeNull();
      expect(await ask("one", start + 500)).toEqual(first);
      expect(await ask("two", start + 600, () => true)).toEqual({ principal: "q", token: 2 });
      expect(await ask("one", start + 700)).toBeNull();
      expect(await ask("one", start + 5000)).toEqual({ principal: "q", token: 3 });
      await store.releaseLease({ principal: "q", token: 3 });
      expect(await ask("two", start + 5001)).toEqual({ principal: "q", token: 4 });
    });

    test("enters how a poll ended like any other commit, and leaves the rest of the stream as it was", async () => {
      const readStream = () => store.read.selectFrom("streams").selectAll().executeTakeFirstOrThrow();
      await commit({ events: batchOf([1]), reading: { from: 1, until: 2 } });
      const before = await readStream();
      const found = { state: "failing", code: "throttled", reason: "too many" };
      const poll = { polledAt: start + 5, nextPollAt: start + 9, found, vendorAheadMs: -3 };
      await commit({ poll });
      const after = {
        ...before,
        ...found,
        state_since: start + 5,
        last_poll_at: start + 5,
        next_poll_at: start + 9,
        vendor_at: start + 2,
        clock_ahead_ms: 3,
      };
      expect(await readStream()).toEqual(after);
      // The same state again, from a vendor that tells no time; then a poll that came too early to find out anything.
      await commit({ poll: { ...poll, polledAt: start + 6, vendorAheadMs: null } });
      await commit({
        poll: { polledAt: start + 7, nextPollAt: start + 20, found: null, vendorAheadMs: null },
      });
      const later = { ...after, last_poll_at: start + 7, next_poll_at: start + 20 };
      expect(await readStream()).toEqual(later);
      await store.takeLease({
        principal: "p",
        holder: "two",
        now: start + hour,
        leaseMs: 1000,
        isDead: never,
      });
      await expect(commit({ poll })).rejects.toMatchObject({ code: "lease-lost" });
      expect(await readStream()).toEqual(later);
    });

    test("counts events by hour and type as they are stored", async () => {
      await commit({ events: batchOf([1, 2]) });
      await commit({ events: batchOf([2, 3]) });
      const rows = await store.read.selectFrom("rollups").selectAll().execute();
      expect(rows).toEqual([{ stream_id: streamId, hour: start, type: "receipt", events: 3 }]);
    });

    test("keeps quarantined bytes once, with the reason", async () => {
      const row = {
        source: "file-1",
        line: 7,
        reason: "broken-record",
        detail: "not JSON",
        bytes: Buffer.from("{oops"),
        truncated: false,
      };
      await commit({ quarantine: [row] });
      await commit({ quarantine: [row] });
      const rows = await store.read.selectFrom("quarantine").selectAll().execute();
      expect(rows).toHaveLength(1);
      expect(Buffer.from(rows[0]?.bytes ?? []).toString()).toBe("{oops");
      const stream = await store.read.selectFrom("streams").selectAll().executeTakeFirstOrThrow();
      expect(stream.quarantined).toBe(1);
    });

    test("replaces windows by the one that covers them", async () => {
      const window = (from: number, until: number, asOf: number) =>
        ({ part: "", from, until, state: "complete", reason: null, asOf }) as const;
      await commit({ windows: [window(0, hour, 1), window(hour, 2 * hour, 2)] });
      await commit({ windows: [window(0, 2 * hour, 3)] });
      const rows = await store.read.selectFrom("windows").select(["from_at", "until_at", "as_of"]).execute();
      expect(rows).toEqual([{ from_at: 0, until_at: 2 * hour, as_of: 3 }]);
    });

    test("keeps of a window what a new one does not cover", async () => {
      const window = (from: number, until: number, asOf: number) =>
        ({ part: "", from, until, state: "complete", reason: null, asOf }) as const;
      await commit({ windows: [window(0, 10, 1)] });
      await commit({ windows: [window(4, 6, 2)] });
      await commit({ windows: [window(0, 1, 3), window(9, 12, 4)] });
      const rows = await store.read
        .selectFrom("windows")
        .select(["from_at", "until_at", "as_of"])
        .orderBy("from_at")
        .execute();
      expect(rows.map(({ from_at, until_at, as_of }) => [from_at, until_at, as_of])).toEqual([
        [0, 1, 3],
        [1, 4, 1],
        [4, 6, 2],
        [6, 9, 1],
        [9, 12, 4],
      ]);
    });

    test("keeps of joined windows how soon each was read, also of what a new one leaves of them", async () => {
      const window = { part: "", state: "complete", reason: null } as const;
      await commit({ windows: [{ ...window, from: 0, until: 10, asOf: 30, readAfterMs: 25 }] });
      await commit({ windows: [{ ...window, from: 4, until: 6, asOf: 90 }] });
      const rows = await store.read.selectFrom("windows").selectAll().orderBy("from_at").execute();
      expect(rows.map(({ from_at: from, as_of: asOf, read_after: after }) => [from, asOf, after])).toEqual([
        [0, 30, 25],
        [4, 90, null],
        [6, 30, 25],
      ]);
    });

    test("joins the entries of old files, part by part, and keeps their sums and how far they reached", async () => {
      const file = { cursor: "c", state: "complete", reason: null, lines: 2, sizeBytes: 5 } as const;
      const more = { attempts: 1, retryAt: null };
      const put = (part: string, name: string, at: number, change: Partial<FileEntry> = {}) =>
        commit({ at, events: batchOf([at]), file: { ...file, ...more, part, name, ...change } });
      for (const [index, part] of ["a", "a", "a", "b"].entries()) await put(part, `${index}`, index);
      await put("a", "stuck", 3, { state: "incomplete", reason: "cut off" });
      await put("a", "young", 9);
      await commit({ at: 10, joinFiles: { before: 9, atMost: 3 } });
      await commit({ at: 11, joinFiles: { before: 9, atMost: 3 } });
      await commit({ at: 12, joinFiles: { before: 20, atMost: 3 } });
      const rows = await store.read.selectFrom("files").selectAll().orderBy("part").orderBy("name").execute();
      expect(
        rows.map((row) => [row.part, row.name, row.files, row.lines, row.stored, row.size_bytes]),
      ).toEqual([
        ["a", olderFiles, 4, 8, 4, 20],
        ["a", "stuck", 1, 2, 0, 5],
        ["b", olderFiles, 1, 2, 1, 5],
      ]);
      const ledger = createLedger(store, streamId);
      expect(await ledger.oldestFileAt()).toBeNull();
      expect(await ledger.newestFileEvent("a")).toBe(start);
    });

    test("keeps items with the events that tell of them, or not at all", async () => {
      const item = (number: number, raw: string) =>
        ({
          state: "there",
          id: new Uint8Array(idBytes).fill(number),
          part: "",
          digest: Uint8Array.of(number),
          raw,
        }) as const;
      const kept = async () =>
        (await store.read.selectFrom("snapshot_items").select("raw").orderBy("id").execute()).map(
          ({ raw }) => raw,
        );
      await commit({ events: batchOf([1, 2]), items: [item(1, "a"), item(2, "b")] });
      await commit({ items: [item(2, "c"), { state: "gone", id: item(1, "").id }] });
      expect(await kept()).toEqual(["c"]);
      const broken = { ids: new Uint8Array(idBytes), rows: [[...rowOf(3).slice(0, 12), null] as never] };
      await expect(commit({ events: broken, items: [item(3, "d")] })).rejects.toMatchObject({
        code: "store-failed",
      });
      expect(await kept()).toEqual(["c"]);
    });

    test("has everything committed after it was closed and opened again", async () => {
      await commit({ events: batchOf([1, 2]), checkpoint: { part: "", position: "t", caughtUpAt: start } });
      await store.close();
      store = await open(home);
      expect(await countEvents()).toBe(2);
      const row = await store.read.selectFrom("checkpoints").select("position").executeTakeFirst();
      expect(row?.position).toBe("t");
    });

    test("rolls a control transaction back when it fails, and goes on", async () => {
      const failing = store.control.transaction().execute(async (transaction) => {
        await transaction.updateTable("streams").set({ state: "healthy" }).execute();
        throw new Error("stop");
      });
      await expect(failing).rejects.toThrow("stop");
      const row = await store.read.selectFrom("streams").select("state").executeTakeFirstOrThrow();
      expect(row.state).toBe("waiting");
      expect(await commit({ events: batchOf([1]) })).toEqual({ stored: 1, duplicates: 0 });
    });
  });
}
