import type { Feed } from "./feed.js";
import { readRows } from "./rows.js";
import { readAddress, readIpAddress, readText } from "./text.js";
import { formatVendorTime, readTime } from "./time.js";

/** What administrators and the system did in the tenant. */
export const audit: Feed = {
  name: "audit",
  sentence: "Who signed in to the tenant's administration, from where, and what they changed there.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "windows",
    operation: "audit.get-audit-events",
    // One source states 100 as the largest page here, others read 500: the smaller always works.
    pageSize: 100,
    request: ({ from, until }) => ({
      startDateTime: formatVendorTime(from),
      endDateTime: formatVendorTime(until),
    }),
    records: (data) => readRows(data, { under: "auditEvents", telling: ["auditType", "eventInfo"] }),
  },
  settleDelayMinutes: 5,
  retentionDays: 60,
  identityVersion: 1,
  volatileFields: new Set(),
  extract(record, source) {
    const info = readText(record["eventInfo"]);
    const ending = readEnding(info);
    return {
      time: readTime(record["eventTime"]) ?? ending.time ?? source.fallbackTime,
      type: readText(record["auditType"]) ?? "unknown",
      // Whoever did it; null for what the system did by itself.
      sender: readAddress(record["user"]),
      recipient: null,
      url: null,
      host: null,
      action: null,
      verdict: null,
      sourceAddress: ending.address,
      messageId: null,
      subject: ending.sentence,
    };
  },
};

interface Ending {
  /** What happened, without what is appended to it. */
  readonly sentence: string | null;
  readonly time: number | null;
  readonly address: string | null;
}

/**
 * `eventInfo` ends with `Date: …, Time: …, IP: …, Application: …`, in several layouts: with commas or with spaces
 * alone, with an offset or a zone's name, with parts missing, or not at all. The last occurrence counts: the text
 * before is whatever somebody searched for or named a policy.
 */
function readEnding(info: string | null): Ending {
  if (info === null) return { sentence: null, time: null, address: null };
  const start = Math.max(info.lastIndexOf(" Date: "), info.lastIndexOf(",Date: "));
  const fallback = start === -1 ? info.lastIndexOf(" IP: ") : start;
  if (fallback === -1) return { sentence: info, time: null, address: null };
  const tail = info.slice(fallback);
  const day = /\bDate:\s*(\d{4}-\d{2}-\d{2})/.exec(tail)?.[1];
  const [, clock, zone] = /\bTime:\s*(\d{1,2}:\d{2}:\d{2})\s*(Z\b|[+-]\d{2}:?\d{2})/.exec(tail) ?? [];
  const sentence = info.slice(0, fallback).replace(/[\s,]+$/, "");
  return {
    sentence: sentence === "" ? null : sentence,
    time: day === undefined || clock === undefined ? null : readTime(`${day}T${clock}${zone}`),
    address: readIpAddress(/\bIP:\s*([^\s,]+)/.exec(tail)?.[1]),
  };
}
