import type { Feed } from "../feed.js";
import { blankFields } from "../values/blank-fields.js";
import { hasAll, hasAny } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { readMessageId, readText } from "../values/text.js";
import { formatVendorTime, readTime } from "../values/time.js";
import { remediationForms } from "./remediation-forms.js";

/**
 * Mail that was taken out of mailboxes after delivery. An incident changes for days after it is made (counts rise,
 * messages are restored): each state it was found in is an event, at the time of that change.
 */
export const remediationIncidents: Feed = {
  name: "remediation-incidents",
  sentence: "Which delivered mail was taken back out of mailboxes, how many of them, and what was restored.",
  note: "Whether a search means the creation of an incident or its last change is not confirmed: the last seven days are read again every hour, so that either is found. What changes later than that is not seen.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "windows",
    operation: "ttp.remediation.find-incidents",
    pageSize: 100,
    request: ({ from, until }) => ({ start: formatVendorTime(from), end: formatVendorTime(until) }),
    records: (data) => readRows(data, { under: "incidents", telling: ["code", "searchCriteria"] }),
    sweepAfterHours: [],
    rereads: { days: 7, everyHours: 1 },
  },
  settleDelayMinutes: 5,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) => hasAll(record, "code", "identified") && hasAny(record, "searchCriteria", "restored"),
  extract: (record, source) => ({
    ...blankFields,
    time: readTime(record["modified"]) ?? readTime(record["create"]) ?? source.fallbackTime,
    type: readText(record["type"])?.toLowerCase() ?? "remediation",
    verdict: readText(record["reason"]),
    messageId: readMessageId(Object(record["searchCriteria"])["messageId"]),
  }),
  forms: remediationForms,
};
