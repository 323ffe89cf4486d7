import { sql } from "kysely";
import { parseSettings } from "../connections/settings.js";
import { keepDaysOf } from "../retention/index.js";
import type { Store, StoreSize } from "../store/index.js";

/** The store in numbers. Times are milliseconds since the epoch. */
export interface StoreInfo extends StoreSize {
  /** Free on the disk for whoever runs Postern. */
  readonly diskFreeBytes: number;
  readonly feeds: readonly KeptFeed[];
}

export interface KeptFeed {
  readonly connection: string;
  readonly feed: string;
  readonly events: number;
  readonly oldest: number | null;
  readonly newest: number | null;
  /** How long its events are kept; null: for ever. */
  readonly keepDays: number | null;
  /** What is older was taken away; null: nothing was. */
  readonly keptSince: number | null;
}

export async function readInfo(store: Store, readFreeBytes: () => Promise<number>): Promise<StoreInfo> {
  const streams = await store.read
    .selectFrom("streams")
    .innerJoin("connections", "connections.id", "streams.connection_id")
    .select([
      "streams.id",
      "streams.feed",
      "streams.kept_since",
      "connections.name",
      "connections.settings",
      "connections.generation",
    ])
    .orderBy("connections.name")
    .orderBy("streams.feed")
    .execute();
  const feeds: KeptFeed[] = [];
  for (const { id, feed, kept_since: keptSince, name, settings, generation } of streams) {
    feeds.push({
      connection: name,
      feed,
      ...(await countKept(store, { id, since: keptSince ?? Number.MIN_SAFE_INTEGER })),
      keepDays: keepDaysOf(parseSettings(settings, generation === "1.0" ? "1.0" : "2.0"), feed),
      keptSince,
    });
  }
  return { ...(await store.upkeep.measure()), diskFreeBytes: await readFreeBytes(), feeds };
}

/** From the rollups, and the ends of an index: however much is held. */
async function countKept(store: Store, { id, since }: { id: number; since: number }) {
  const { rows } = await sql<{ events: number; oldest: number | null; newest: number | null }>`SELECT
    (SELECT ifnull(sum(events), 0) FROM rollups WHERE stream_id = ${id} AND hour >= ${since}) AS events,
    (SELECT min(time) FROM events WHERE stream_id = ${id}) AS oldest,
    (SELECT max(time) FROM events WHERE stream_id = ${id}) AS newest`.execute(store.read);
  return rows[0] ?? { events: 0, oldest: null, newest: null };
}
