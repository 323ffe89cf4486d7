import type { Feed } from "../feed.js";
import { blankFields } from "../values/blank-fields.js";
import { hasAll } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { readAddress, readSubject, readText } from "../values/text.js";
import { formatVendorTime, readTime } from "../values/time.js";
import { archiveSearchForms } from "./archive-forms.js";

/** Who looked for what in the archive: other people's mail. Records have no id. */
export const archiveSearch: Feed = {
  name: "archive-search",
  sentence: "Who searched the mail archive, for what, and for which reason.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "windows",
    operation: "archive.get-search-logs",
    pageSize: 500,
    request: ({ from, until }) => ({ start: formatVendorTime(from), end: formatVendorTime(until) }),
    records: (data) => readRows(data, { under: "logs", telling: ["searchText", "createTime"] }),
  },
  settleDelayMinutes: 5,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) => hasAll(record, "emailAddr", "searchText"),
  extract: (record, source) => ({
    ...blankFields,
    time: readTime(record["createTime"]) ?? source.fallbackTime,
    type: "archive-search",
    // Whoever searched.
    sender: readAddress(record["emailAddr"]),
    verdict: readText(record["searchReason"]),
    subject: readSubject(record["searchText"]) ?? readSubject(record["description"]),
  }),
  forms: archiveSearchForms,
};
