import { sql } from "kysely";
import type { Store } from "../store/index.js";

const hourMs = 3_600_000;

/**
 * The hours that hold events, newest first. Lookups name their hours, one seek in the index an hour; a range would read
 * every row of it (docs/decisions/0001-store.md).
 */
export async function listHours(
  store: Store,
  range: { since?: number | undefined; until?: number | undefined },
): Promise<number[]> {
  const hour = sql<number>`hour / ${sql.lit(hourMs)}`;
  let query = store.read.selectFrom("rollups").select(hour.as("hour")).distinct().orderBy("hour", "desc");
  if (range.since !== undefined) query = query.where("hour", ">", range.since - hourMs);
  if (range.until !== undefined) query = query.where("hour", "<=", range.until);
  const rows = await query.execute();
  return rows.map((row) => row.hour);
}
