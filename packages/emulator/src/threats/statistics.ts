import { dayMs, hourMs } from "../clock/spans.js";
import type { EventLogs } from "../logs/event-log.js";
import type { LogRow } from "../logs/log-row.js";
import type { JsonObject } from "../wire/decode.js";
import type { ThreatType } from "./detections.js";
import { formatZonedTime } from "./zoned-time.js";

/** The series of detections over time, by the last word of their paths. */
export const seriesNames = [
  "attachment-scans",
  "gateway-detections",
  "impersonations",
  "phishing",
  "suspicious",
  "unwanted",
  "url-clicks",
] as const;
export type SeriesName = (typeof seriesNames)[number];

/** The one kind of detection that a series counts. */
const typeOfSeries: Readonly<Partial<Record<SeriesName, ThreatType>>> = {
  impersonations: "impersonation",
  phishing: "phishing",
  suspicious: "suspicious",
  unwanted: "unwanted",
};

/** How far back the data reach, as one source has it. */
export const statisticsReachMs = dayMs;

type Logs = Pick<EventLogs, "threat-events" | "ttp-attachment" | "ttp-url">;

export interface Bucket {
  readonly start: number;
  readonly count: number;
}

interface Span {
  /** Inclusive. */
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
  readonly now: number;
}

/** A row for each detection that a series counts. */
function* countedBy(name: SeriesName, logs: Logs, span: Span): Iterable<LogRow> {
  const { from, until, now } = span;
  const scan = { from, until: until - 1, oldestFirst: true, after: null, now };
  if (name === "attachment-scans") return yield* logs["ttp-attachment"].scan(scan);
  if (name === "url-clicks") return yield* logs["ttp-url"].scan(scan);
  const type = typeOfSeries[name];
  for (const row of logs["threat-events"].scan(scan)) {
    if (type === undefined || row.fields["threatType"] === type) yield row;
  }
}

/** The buckets (default: hours) that begin in a span, each counted as a whole as far as it has passed; `type` narrows all detections. */
export function countSeries(
  name: SeriesName,
  logs: Logs,
  span: Span & { readonly type?: string | null; readonly bucketMs?: number },
): Bucket[] {
  const { now, type = null, bucketMs = hourMs } = span;
  const from = Math.ceil(Math.max(span.from, now - statisticsReachMs) / bucketMs) * bucketMs;
  const until = Math.min(span.until, now + 1);
  const counts = new Map<number, number>();
  for (let start = from; start < until; start += bucketMs) counts.set(start, 0);
  const end = from + counts.size * bucketMs;
  for (const { time, fields } of countedBy(name, logs, { from, until: end, now })) {
    const start = Math.floor(time / bucketMs) * bucketMs;
    if (type === null || fields["threatType"] === type) counts.set(start, (counts.get(start) ?? 0) + 1);
  }
  return [...counts].map(([start, count]) => ({ start, count }));
}

export function writeBucket({ start, count }: Bucket, zone: string): JsonObject {
  return { startTimestamp: formatZonedTime({ time: start, zone }), detectionCount: count };
}

/** Every series of the last day, in UTC: a bucket of a series is a row. */
export function statisticsRows(
  logs: Logs,
  { now, bucketMs }: { readonly now: number; readonly bucketMs: number },
): LogRow[] {
  const span = { from: now - statisticsReachMs, until: now + 1, now, bucketMs };
  return seriesNames
    .flatMap((name, order) =>
      countSeries(name, logs, span).map((bucket) => placeBucket(bucket, { name, order })),
    )
    .sort((one, other) => one.time - other.time || one.order - other.order);
}

export function placeBucket(
  bucket: Bucket,
  { name, order }: { readonly name: SeriesName; readonly order: number },
): LogRow {
  const fields = writeBucket(bucket, "UTC");
  return {
    time: bucket.start,
    order,
    type: name,
    fields,
    raw: JSON.stringify(fields),
    visibleFrom: bucket.start,
  };
}

/** Who sent, or was sent, the most threats of a span. The names of the fields are guessed. */
export function rankThreats(by: "recipient" | "sender", logs: Logs, span: Span): JsonObject[] {
  const counts = new Map<string, number>();
  const from = Math.max(span.from, span.now - statisticsReachMs);
  for (const { fields } of countedBy("gateway-detections", logs, { ...span, from })) {
    const { recipients, senderHeader } = fields;
    const address = String(by === "sender" ? senderHeader : Array.isArray(recipients) ? recipients[0] : "");
    counts.set(address, (counts.get(address) ?? 0) + 1);
  }
  return [...counts]
    .sort(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1))
    .map(([emailAddress, detectionCount]) => ({ emailAddress, detectionCount }));
}
