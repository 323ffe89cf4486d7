import { type ExpressionBuilder, sql } from "kysely";
import { listHours } from "../../events/hours.js";
import { readHost } from "../../feeds/values/text.js";
import type { Database, Store } from "../../store/index.js";
import type { HistoryTarget } from "../model/action.js";
import type { PlanHistory } from "../model/plan.js";

const days = 30;
const dayMs = 86_400_000;
/** Of a list of thousands the history of the first is told. */
const mostTargets = 100;

/** What of the last 30 days, collected through this connection, an action would have hit. */
export async function readHistory(request: {
  store: Store;
  connectionId: string;
  targets: readonly HistoryTarget[];
  now: number;
}): Promise<PlanHistory> {
  const { store, connectionId, targets, now } = request;
  const since = now - days * dayMs;
  const nothing = { days, messages: 0, recipients: 0, clicks: 0, lastAt: null };
  if (targets.length === 0) return nothing;
  const held = await listHours(store, { since });
  const streams = await store.read
    .selectFrom("streams")
    .select("id")
    .where("connection_id", "=", connectionId)
    .execute();
  if (held.length === 0 || streams.length === 0) return nothing;
  const row = await store.read
    .selectFrom("events")
    .where("hour", "in", held)
    .where("time", ">=", since)
    .where(
      sql`+stream_id`,
      "in",
      streams.map(({ id }) => id),
    )
    .where((where) => where.or(targets.slice(0, mostTargets).map((target) => hits(where, target))))
    .select((select) => [
      sql<number>`count(DISTINCT message_id)`.as("messages"),
      sql<number>`count(DISTINCT recipient)`.as("recipients"),
      sql<number>`ifnull(sum(CASE WHEN type = 'url-click' THEN occurrences ELSE 0 END), 0)`.as("clicks"),
      select.fn.max("time").as("lastAt"),
    ])
    .executeTakeFirst();
  return row === undefined ? nothing : { days, ...row };
}

function hits(where: ExpressionBuilder<Database, "events">, target: HistoryTarget) {
  if ("sender" in target) return where("sender", "=", target.sender);
  if ("senderDomain" in target)
    return where(sql<string>`substr(sender, instr(sender, '@') + 1)`, "=", target.senderDomain);
  if ("host" in target) return where("host", "=", target.host);
  return where.and([where("host", "=", readHost(target.url)), where("url", "=", target.url)]);
}
