import { sql } from "kysely";
import type { Store } from "../store/index.js";
import { listHours } from "./hours.js";
import type { ClickFilter, ClickSummary } from "./stored-event.js";

const defaultLimit = 1000;
const click = "url-click";

/** Who clicked what: one row a person and URL, the latest first. Only real clicks count, not the gateway's scans. */
export async function summariseClicks(store: Store, filter: ClickFilter): Promise<ClickSummary[]> {
  const hours = await listHours(store, filter);
  if (hours.length === 0) return [];
  let query = store.read
    .selectFrom("events")
    .innerJoin("streams", (join) => join.onRef("streams.id", "=", sql`+events.stream_id`))
    .innerJoin("connections", "connections.id", "streams.connection_id")
    .where("events.hour", "in", hours)
    .where("events.host", "is not", null)
    .where("events.type", "=", click);
  const exact = [
    ["connections.name", filter.connection],
    ["events.host", filter.host?.toLowerCase()],
    ["events.url", filter.url],
    ["events.recipient", filter.recipient?.toLowerCase()],
    ["events.sender", filter.sender?.toLowerCase()],
  ] as const;
  for (const [column, value] of exact) if (value !== undefined) query = query.where(column, "=", value);
  if (filter.isMalicious === true) query = query.where("events.verdict", "in", ["malicious", "suspicious"]);
  if (filter.since !== undefined) query = query.where("events.time", ">=", filter.since);
  if (filter.until !== undefined) query = query.where("events.time", "<", filter.until);
  const rows = await query
    .select((select) => [
      "connections.name as connection",
      "events.recipient",
      "events.url",
      "events.host",
      select.fn.sum<number>("events.occurrences").as("clicks"),
      sql<number>`sum(CASE WHEN events.action = 'allow' THEN events.occurrences ELSE 0 END)`.as("allowed"),
      select.fn.max("events.verdict").as("verdict"),
      select.fn.min("events.time").as("firstAt"),
      select.fn.max("events.time").as("lastAt"),
      sql<string | null>`group_concat(DISTINCT events.source_address)`.as("addresses"),
      select.fn.max("events.sender").as("sender"),
      select.fn.max("events.subject").as("subject"),
      select.fn.max("events.message_id").as("messageId"),
    ])
    .groupBy(["connections.name", "events.recipient", "events.url", "events.host"])
    .orderBy("lastAt", "desc")
    .limit(filter.limit ?? defaultLimit)
    .execute();
  return rows.map(({ addresses, recipient, url, ...row }) => ({
    ...row,
    recipient: recipient ?? "unknown",
    url: url ?? "",
    sourceAddresses: addresses === null ? [] : addresses.split(","),
  }));
}
