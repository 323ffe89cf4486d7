import { type ExpressionBuilder, sql } from "kysely";
import { listHours } from "../../events/hours.js";
import { readHost } from "../../feeds/values/text.js";
import type { Database, Store } from "../../store/index.js";
import type { HistoryTarget } from "../model/action.js";
import type { PlanHistory } from "../model/plan.js";
import { daysSince, newestHours } from "./domain-history.js";

const days = 30;
const dayMs = 86_400_000;
/** Of a list of thousands the history of the first is told. */
const mostTargets = 100;

/** What of the last 30 days, collected through this connection, an action would have hit. */
export async function readHistory(request: {
  store: Store;
  streamIds: readonly number[];
  targets: readonly HistoryTarget[];
  now: number;
}): Promise<PlanHistory> {
  const { store, streamIds, targets, now } = request;
  const since = now - days * dayMs;
  const nothing = { days, messages: 0, recipients: 0, clicks: 0, lastAt: null };
  if (targets.length === 0) return { ...nothing, days: 0 };
  // No index leads by domain: then no more hours are gone through than a plan has time for.
  const isScan = targets.some((target) => "senderDomain" in target);
  const held = isScan ? await newestHours(store, now) : await listHours(store, { since });
  const oldest = held.at(-1);
  if (oldest === undefined || streamIds.length === 0) return nothing;
  const row = await store.read
    .selectFrom("events")
    .where("hour", "in", held)
    .where("time", ">=", since)
    .where(sql`+stream_id`, "in", streamIds)
    .where((where) => where.or(targets.slice(0, mostTargets).map((target) => hits(where, target))))
    .select((select) => [
      sql<number>`count(DISTINCT message_id)`.as("messages"),
      sql<number>`count(DISTINCT recipient)`.as("recipients"),
      sql<number>`ifnull(sum(CASE WHEN type = 'url-click' THEN occurrences ELSE 0 END), 0)`.as("clicks"),
      select.fn.max("time").as("lastAt"),
    ])
    .executeTakeFirst();
  return row === undefined ? nothing : { ...nothing, ...row, days: isScan ? daysSince(oldest, now) : days };
}

function hits(where: ExpressionBuilder<Database, "events">, target: HistoryTarget) {
  if ("sender" in target) return where("sender", "=", target.sender);
  if ("senderDomain" in target) {
    const domain = sql<string>`substr(sender, instr(sender, '@') + 1)`;
    // Said twice over, so that the index of senders is gone through and not the table.
    return where.and([where("sender", "is not", null), where(domain, "=", target.senderDomain)]);
  }
  // The store keeps it without the angle brackets that belong to it in headers.
  if ("messageId" in target) return where("message_id", "=", target.messageId.replace(/^<|>$/g, ""));
  if ("host" in target) return where("host", "=", target.host);
  return where.and([where("host", "=", readHost(target.url)), where("url", "=", target.url)]);
}
