import { sql } from "kysely";
import { verifyAudit } from "../audit/index.js";
import type { Store } from "../store/index.js";

/** One thing that was looked at, and what is amiss with it; nothing where `flaws` is empty. */
export interface StoreCheck {
  readonly check: "integrity" | "references" | "counts" | "sequence" | "audit";
  readonly flaws: readonly string[];
}

/** Reads the whole store and holds its parts against each other. Changes nothing. */
export async function* checkStore(store: Store): AsyncGenerator<StoreCheck> {
  yield { check: "integrity", flaws: await store.upkeep.findDamage() };
  yield { check: "references", flaws: await findLooseRows(store) };
  yield { check: "counts", flaws: await compareCounts(store) };
  yield { check: "sequence", flaws: await checkSequence(store) };
  const { brokenAt } = await verifyAudit(store);
  yield {
    check: "audit",
    flaws: brokenAt === null ? [] : [`entry ${brokenAt.seq} of the audit log: ${brokenAt.what}`],
  };
}

async function findLooseRows(store: Store): Promise<string[]> {
  const { rows } = await sql<{ table: string; parent: string }>`PRAGMA foreign_key_check`.execute(store.read);
  return rows.map(({ table, parent }) => `a row of ${table} refers to a missing one of ${parent}`);
}

/** What was counted hour by hour when it was committed, against the events that are there. */
async function compareCounts(store: Store): Promise<string[]> {
  const streams = await store.read
    .selectFrom("streams")
    .innerJoin("connections", "connections.id", "streams.connection_id")
    .select(["streams.id", "streams.feed", "streams.kept_since", "connections.name"])
    .orderBy("streams.id")
    .execute();
  const flaws: string[] = [];
  for (const { id, feed, name, kept_since: keptSince } of streams) {
    const { counted, held } = await countStream(store, { id, since: keptSince ?? Number.MIN_SAFE_INTEGER });
    if (counted !== held) flaws.push(`${name} ${feed}: ${counted} events were counted, ${held} are there`);
  }
  return flaws;
}

/** Both in one statement, so that a commit in between is in both or in neither. */
async function countStream(
  store: Store,
  { id, since }: { id: number; since: number },
): Promise<{ counted: number; held: number }> {
  const { rows } = await sql<{ counted: number; held: number }>`SELECT
    (SELECT ifnull(sum(events), 0) FROM rollups WHERE stream_id = ${id} AND hour >= ${since}) AS counted,
    (SELECT count(*) FROM events WHERE stream_id = ${id} AND time >= ${since}) AS held`.execute(store.read);
  return rows[0] ?? { counted: 0, held: 0 };
}

/** A commit number is given once: destinations keep their place by it. */
async function checkSequence(store: Store): Promise<string[]> {
  const { rows } = await sql<{ given: number; highest: number }>`SELECT
    (SELECT seq FROM event_sequence) AS given,
    (SELECT ifnull(max(seq), 0) FROM events) AS highest`.execute(store.read);
  const { given = 0, highest = 0 } = rows[0] ?? {};
  return highest > given ? [`the highest commit number is ${highest}, the last one given ${given}`] : [];
}
