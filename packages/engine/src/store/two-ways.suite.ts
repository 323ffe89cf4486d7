import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Commit, type EventBatch, type EventRow, idBytes, type LeaseToken } from "./commit.js";
import { insertStream, start, takeLease } from "./samples.suite.js";
import type { Store } from "./store.js";

const hour = 3_600_000;

/** An event as one way tells it: those of one mail share the natural key, the wording makes the id. */
interface Telling {
  readonly mail: number;
  readonly wording: string;
  readonly time?: number;
  readonly occurrences?: number;
}

/** What every engine behind the store's interface promises of events that come by two ways. */
export function describeTwoWays(name: string, open: (home: string) => Promise<Store>): void {
  describe(`events that come by two ways, in the store on ${name}`, () => {
    let home: string;
    let store: Store;
    let lease: LeaseToken;
    let batchStream: number;
    let liveStream: number;

    beforeEach(async () => {
      home = await mkdtemp(join(tmpdir(), "postern-store-"));
      store = await open(home);
      batchStream = await insertStream(store);
      liveStream = await insertLive(store);
      lease = await takeLease(store, "one");
    });
    afterEach(async () => {
      await store.close();
      await rm(home, { recursive: true });
    });

    const commit = (events: EventBatch, more: Pick<Commit, "streamId"> & Partial<Commit>) =>
      store.commit({ lease, at: start, events, ...more });
    const byBatch = (...tellings: Telling[]) => commit(batchOf(tellings), { streamId: batchStream });
    const byStream = (...tellings: Telling[]) =>
      commit(batchOf(tellings), { streamId: liveStream, provisionalIn: batchStream });
    const stored = async () => {
      const rows = await store.read
        .selectFrom("events")
        .select(["stream_id", "raw"])
        .orderBy("raw")
        .execute();
      for (const row of rows) expect(row.stream_id).toBe(batchStream);
      return rows.map(({ raw }) => raw);
    };
    const countProvisional = async (): Promise<number> => {
      const row = await store.read
        .selectFrom("natural_keys")
        .select((select) => select.fn.countAll<number>().as("count"))
        .where("provisional", "=", 1)
        .executeTakeFirstOrThrow();
      return row.count;
    };

    test("the stream first: stored at once, then in the words of the batch", async () => {
      expect(await byStream({ mail: 1, wording: "stream" })).toEqual({ stored: 1, duplicates: 0 });
      expect([await stored(), await countProvisional()]).toEqual([["1 stream"], 1]);
      expect(await byBatch({ mail: 1, wording: "batch" })).toEqual({ stored: 1, duplicates: 0 });
      expect([await stored(), await countProvisional()]).toEqual([["1 batch"], 0]);
      const [event] = await store.read.selectFrom("events").select(["seq", "sender"]).execute();
      expect(event).toEqual({ seq: 1, sender: "batch@a.example" });
    });

    test("the batch first: the stream adds nothing, whatever its words", async () => {
      await byBatch({ mail: 1, wording: "batch" });
      expect(await byStream({ mail: 1, wording: "stream" })).toEqual({ stored: 0, duplicates: 1 });
      expect(await byStream({ mail: 1, wording: "batch" })).toEqual({ stored: 0, duplicates: 1 });
      expect([await stored(), await countProvisional()]).toEqual([["1 batch"], 0]);
    });

    test("an event in the same words is confirmed too, and keeps its commit number", async () => {
      await byStream({ mail: 1, wording: "same" });
      await byBatch({ mail: 2, wording: "other" }, { mail: 1, wording: "same", occurrences: 1 });
      expect(await countProvisional()).toBe(0);
      expect(await byBatch({ mail: 1, wording: "same" })).toEqual({ stored: 0, duplicates: 1 });
      expect(await stored()).toEqual(["1 same", "2 other"]);
    });

    test("true twins that the batch lists are both stored, whether the stream brought none, one or both", async () => {
      const twins = (mail: number): Telling[] => [
        { mail, wording: "a" },
        { mail, wording: "b" },
      ];
      await byStream({ mail: 2, wording: "b" }, { mail: 3, wording: "x" }, { mail: 3, wording: "y" });
      await byBatch(...twins(1), ...twins(2), ...twins(3));
      expect(await stored()).toEqual(["1 a", "1 b", "2 a", "2 b", "3 a", "3 b"]);
      expect(await countProvisional()).toBe(0);
    });

    test("pages that repeat events of the stream make no twins of them", async () => {
      await byStream({ mail: 1, wording: "s" }, { mail: 1, wording: "s", occurrences: 2 });
      await byStream({ mail: 1, wording: "s again", occurrences: 1 });
      const rows = await store.read.selectFrom("events").select(["raw", "occurrences"]).execute();
      expect(rows).toEqual([{ raw: "1 s", occurrences: 1 }]);
    });

    test("hours and commit numbers count each event once", async () => {
      await byStream({ mail: 1, wording: "s" }, { mail: 2, wording: "s" });
      await byBatch({ mail: 1, wording: "b" }, { mail: 3, wording: "b" });
      await byBatch({ mail: 2, wording: "b" });
      const rollups = await store.read.selectFrom("rollups").select(["stream_id", "events"]).execute();
      expect(rollups).toEqual([{ stream_id: batchStream, events: 3 }]);
      const events = await store.read.selectFrom("events").select(["seq", "raw"]).orderBy("seq").execute();
      expect(events.map(({ seq, raw }) => `${seq}: ${raw}`)).toEqual(["1: 1 b", "2: 2 b", "3: 3 b"]);
    });

    test("each way counts what it brought, and moves its own checkpoint with it", async () => {
      const checkpoint = { part: "", position: "p", caughtUpAt: start };
      await commit(batchOf([{ mail: 1, wording: "s" }]), {
        streamId: liveStream,
        provisionalIn: batchStream,
        checkpoint,
      });
      await byBatch({ mail: 1, wording: "b" });
      const rows = await store.read
        .selectFrom("streams")
        .select(["id", "stored", "duplicates"])
        .orderBy("id")
        .execute();
      expect(rows).toEqual([
        { id: batchStream, stored: 1, duplicates: 0 },
        { id: liveStream, stored: 1, duplicates: 0 },
      ]);
      const checkpoints = await store.read.selectFrom("checkpoints").select("stream_id").execute();
      expect(checkpoints).toEqual([{ stream_id: liveStream }]);
    });

    test("a provisional event that retention took is stored anew when the batch lists it", async () => {
      await byStream({ mail: 1, wording: "s" });
      await store.control.deleteFrom("events").execute();
      expect(await byBatch({ mail: 1, wording: "b" })).toEqual({ stored: 1, duplicates: 0 });
      expect([await stored(), await countProvisional()]).toEqual([["1 b"], 0]);
    });

    test("an event too old for the stream leaves no natural key behind, but still confirms", async () => {
      const old = { mail: 1, wording: "b", time: start - 49 * hour };
      await byBatch(old);
      expect(await store.read.selectFrom("natural_keys").selectAll().execute()).toEqual([]);
      await byStream({ ...old, mail: 2, wording: "s" });
      await byBatch({ ...old, mail: 2 });
      expect([await stored(), await countProvisional()]).toEqual([["1 b", "2 b"], 0]);
    });

    test("a connection with one way pays nothing: no key is looked for or kept", async () => {
      const { naturalKeys: _, ...events } = batchOf([{ mail: 1, wording: "b" }]);
      await commit(events, { streamId: batchStream });
      expect(await store.read.selectFrom("natural_keys").selectAll().execute()).toEqual([]);
    });

    test("whatever comes in whichever order, what the batch listed stands once, in its words", {
      timeout: 60_000,
    }, async () => {
      const telling = (wordings: readonly string[]) =>
        fc.record({ mail: fc.integer({ min: 1, max: 4 }), wording: fc.constantFrom(...wordings) });
      // Words that only the stream has, words that both have, and twins of the batch.
      const step = fc.oneof(
        fc.record({
          way: fc.constant("stream"),
          tellings: fc.array(telling(["s", "t", "both"]), { maxLength: 5 }),
        }),
        fc.record({
          way: fc.constant("batch"),
          tellings: fc.array(telling(["b", "c", "both"]), { maxLength: 5 }),
        }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
          for (const table of ["natural_keys", "events"] as const)
            await store.control.deleteFrom(table).execute();
          const listed = new Set<string>();
          const mails = new Set<number>();
          for (const { way, tellings } of steps) {
            await (way === "batch" ? byBatch(...tellings) : byStream(...tellings));
            for (const { mail, wording } of tellings) {
              mails.add(mail);
              if (way === "batch") listed.add(`${mail} ${wording}`);
            }
          }
          const held = await stored();
          expect(new Set(held).size).toBe(held.length);
          for (const text of listed) expect(held).toContain(text);
          // What the batch did not list is provisional, and there is at most one of it for each natural key.
          const unlisted = held.filter((text) => !listed.has(text));
          expect(await countProvisional()).toBe(unlisted.length);
          const listedMails = new Set([...listed].map((text) => text.split(" ")[0]));
          expect(new Set(unlisted.map((text) => text.split(" ")[0])).size).toBe(unlisted.length);
          for (const text of unlisted) expect(listedMails.has(text.split(" ")[0] ?? "")).toBe(false);
          expect(new Set(held.map((text) => Number(text.split(" ")[0])))).toEqual(mails);
        }),
        { numRuns: 60 },
      );
    });
  });
}

async function insertLive(store: Store): Promise<number> {
  const { id } = await store.control
    .insertInto("streams")
    .values({ connection_id: "k", feed: "siem-2.0-stream", since: 0, state: "waiting", state_since: 0 })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

function batchOf(tellings: readonly Telling[]): EventBatch {
  const ids = new Uint8Array(tellings.length * idBytes);
  const naturalKeys = new Uint8Array(tellings.length * idBytes);
  const rows = tellings.map(({ mail, wording, time = start, occurrences = 1 }, index): EventRow => {
    const raw = `${mail} ${wording}`;
    ids.set(Buffer.from(raw.padEnd(idBytes)), index * idBytes);
    naturalKeys.fill(mail, index * idBytes, (index + 1) * idBytes);
    const sender = `${wording}@a.example`;
    return [time, "receipt", sender, null, null, null, null, null, null, null, null, occurrences, raw];
  });
  return { ids, naturalKeys, rows };
}
