import { sql } from "kysely";
import type { Store } from "../store/index.js";

const dayMs = 86_400_000;

/**
 * The days that hold events, newest first. Lookups name their days, one seek in the index a day; a range would read
 * every row of it (docs/decisions/0001-store.md).
 */
export async function listDays(
  store: Store,
  range: { since?: number | undefined; until?: number | undefined },
): Promise<number[]> {
  const day = sql<number>`hour / ${sql.lit(dayMs)}`;
  let query = store.read.selectFrom("rollups").select(day.as("day")).distinct().orderBy("day", "desc");
  if (range.since !== undefined) query = query.where("hour", ">", range.since - dayMs);
  if (range.until !== undefined) query = query.where("hour", "<=", range.until);
  const rows = await query.execute();
  return rows.map((row) => row.day);
}
