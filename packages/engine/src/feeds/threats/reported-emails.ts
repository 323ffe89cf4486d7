import type { Feed } from "../feed.js";
import { blankFields } from "../values/blank-fields.js";
import { hasAny } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { readAddress, readMessageId, readSubject, readText } from "../values/text.js";
import { readFirstTime } from "../values/time.js";
import { reportedEmailForms } from "./threats-forms.js";

const timeFields = ["reportedDateTime", "reportedAt", "reportedTime", "createdAt", "timestamp"] as const;

/** Mails that people reported. The list takes no span that anybody has confirmed. */
export const reportedEmails: Feed = {
  name: "reported-emails",
  sentence: "Which mails people reported as phishing or spam, and who reported them.",
  note: "Only `reportedMessageAggregateId` is confirmed: what else is extracted is what a report may plausibly hold, and everything is kept. That the list reaches back 24 hours is taken from the statistics of the same permission; a longer pause between polls is told as a gap.",
  generations: ["2.0"],
  reading: {
    kind: "whole",
    operation: "threat-reporting.reported-emails.list",
    pageSize: 100,
    everyMinutes: 60,
    reachHours: 24,
    records: (data) => readRows(data, { under: "reportedEmails", telling: "anything" }),
  },
  settleDelayMinutes: 0,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) => hasAny(record, "reportedMessageAggregateId"),
  extract: (record, source) => ({
    ...blankFields,
    time: readFirstTime(record, timeFields) ?? source.fallbackTime,
    type: (readText(record["reportType"]) ?? "report").toLowerCase(),
    sender: readAddress(record["sender"]) ?? readAddress(record["from"]),
    // Whoever got it and reported it.
    recipient: readAddress(record["reporter"]) ?? readAddress(record["recipients"]),
    verdict: readText(record["verdict"]),
    messageId: readMessageId(record["messageId"]),
    subject: readSubject(record["subject"]),
  }),
  forms: reportedEmailForms,
};
