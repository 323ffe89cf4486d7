import { sql } from "kysely";
import { listHours } from "../events/hours.js";
import { readHost } from "../feeds/values/text.js";
import type { Store } from "../store/index.js";
import type { HistoryTarget } from "./action.js";
import type { PlanHistory } from "./plan.js";

const days = 30;
const dayMs = 86_400_000;

/** What of the last 30 days, collected through this connection, an action would have hit. */
export async function readHistory(request: {
  store: Store;
  connectionId: string;
  target: HistoryTarget;
  now: number;
}): Promise<PlanHistory> {
  const { store, connectionId, target, now } = request;
  const since = now - days * dayMs;
  const held = await listHours(store, { since });
  const streams = await store.read
    .selectFrom("streams")
    .select("id")
    .where("connection_id", "=", connectionId)
    .execute();
  const nothing = { days, messages: 0, recipients: 0, clicks: 0, lastAt: null };
  if (held.length === 0 || streams.length === 0) return nothing;
  let query = store.read
    .selectFrom("events")
    .where("hour", "in", held)
    .where("time", ">=", since)
    .where(
      sql`+stream_id`,
      "in",
      streams.map(({ id }) => id),
    );
  if ("sender" in target) query = query.where("sender", "=", target.sender);
  else if ("host" in target) query = query.where("host", "=", target.host);
  else query = query.where("host", "=", readHost(target.url)).where("url", "=", target.url);
  const row = await query
    .select((select) => [
      sql<number>`count(DISTINCT message_id)`.as("messages"),
      sql<number>`count(DISTINCT recipient)`.as("recipients"),
      sql<number>`ifnull(sum(CASE WHEN type = 'url-click' THEN occurrences ELSE 0 END), 0)`.as("clicks"),
      select.fn.max("time").as("lastAt"),
    ])
    .executeTakeFirst();
  return row === undefined ? nothing : { days, ...row };
}
