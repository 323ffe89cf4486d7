import type { Feed } from "../feed.js";
import { hasAny } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { readAddress, readText } from "../values/text.js";
import { formatVendorTime, readTime } from "../values/time.js";
import { readEnding } from "./ending.js";
import { forms } from "./forms.js";
import { readWrittenTime } from "./written-time.js";

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
    records: (data) => readRows(data, { under: "auditEvents", telling: "anything" }),
  },
  settleDelayMinutes: 5,
  retentionDays: 60,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) => hasAny(record, "auditType", "eventInfo"),
  extract(record, source) {
    const info = readText(record["eventInfo"]);
    const ending = readEnding(info);
    return {
      time: readTime(record["eventTime"]) ?? readWrittenTime(ending.writtenAt) ?? source.fallbackTime,
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
  forms,
};
