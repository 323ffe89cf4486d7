import type { Feed } from "../feed.js";
import { blankFields } from "../values/blank-fields.js";
import { hasAll } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { readAddress, readSubject, readText } from "../values/text.js";
import { formatVendorTime, readTime } from "../values/time.js";
import { archiveViewForms } from "./archive-forms.js";

/** Who looked at which message in the archive. Records have no id. */
export const archiveView: Feed = {
  name: "archive-view",
  sentence: "Who looked at which message in the mail archive, and whether they saw its content.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "windows",
    operation: "archive.get-view-logs",
    pageSize: 500,
    request: ({ from, until }) => ({ start: formatVendorTime(from), end: formatVendorTime(until) }),
    records: (data) => readRows(data, { under: "logs", telling: "anything" }),
  },
  settleDelayMinutes: 5,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) => hasAll(record, "viewer", "viewed"),
  extract: (record, source) => ({
    ...blankFields,
    time: readTime(record["viewed"]) ?? source.fallbackTime,
    type: "archive-view",
    // Whoever looked; the message's own sender stands in the record.
    sender: readAddress(record["viewer"]),
    recipient: readAddress(record["to"]),
    verdict: readText(record["source"]),
    subject: readSubject(record["subject"]),
  }),
  forms: archiveViewForms,
};
