import type { OperationName } from "@postern/mimecast";
import type { Feed } from "../feed.js";
import { blankFields } from "../values/blank-fields.js";
import { hasAll } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { formatZonedTime, readTime } from "../values/time.js";
import { threatStatisticForms } from "./threats-forms.js";

const secondMs = 1000;

const series = [
  "attachment-scans",
  "gateway-detections",
  "impersonations",
  "phishing",
  "suspicious",
  "unwanted",
  "url-clicks",
] as const;

/**
 * Counts over time, one series a call; only the call tells which, and that is the type of the event. An hour that
 * counts otherwise later is another event. Off by default: the events that are counted are collected one by one.
 * The rankings beside the series are sums of what `threat-events` tells, and are not read.
 */
export const threatStatistics: Feed = {
  name: "threat-statistics",
  sentence: "How many attachments were scanned, links clicked and threats detected, hour by hour.",
  note: "Three of the series were seen (impersonations, suspicious, unwanted); the others are read alike. Whether a count covers an hour is not confirmed.",
  generations: ["2.0"],
  reading: {
    kind: "windows",
    operation: "threats.stats.attachment-scans",
    pageSize: null,
    parts: series.map((name) => ({ name, operation: `threats.stats.${name}` satisfies OperationName })),
    request: ({ from, until }) => ({
      timestampRangeStartsAt: formatZonedTime(from),
      // The end is not in the span.
      timestampRangeEndsAt: formatZonedTime(until + secondMs),
    }),
    records: (data) => readRows(data, { under: "value", telling: "anything" }),
    alignMinutes: 60,
    sweepAfterHours: [],
    rereads: { days: 1, everyHours: 1 },
  },
  isOptIn: true,
  settleDelayMinutes: 10,
  retentionDays: 1,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) => hasAll(record, "startTimestamp", "detectionCount"),
  extract: (record, source) => ({
    ...blankFields,
    time: readTime(record["startTimestamp"]) ?? source.fallbackTime,
    type: source.part === "" ? "statistics" : source.part,
  }),
  forms: threatStatisticForms,
};
