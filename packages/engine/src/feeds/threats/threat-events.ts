import type { Feed } from "../feed.js";
import { blankFields } from "../values/blank-fields.js";
import { hasAll, hasAny } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { readAddress, readIpAddress, readMessageId, readSubject, readText } from "../values/text.js";
import { readFirstTime } from "../values/time.js";
import { threatEventForms } from "./threats-forms.js";

const timeFields = ["timestamp", "detectionTime", "eventTime", "dateTime", "createdAt", "date"] as const;

/** What was detected in mail, whichever service found it. The list takes no span that anybody has confirmed. */
export const threatEvents: Feed = {
  name: "threat-events",
  sentence:
    "Which mails carried a threat (malware, phishing, impersonation, spam), and what was done about each.",
  note: "No field is confirmed: what is extracted is what a detection may plausibly hold, and everything is kept. That the list reaches back 24 hours is taken from the statistics beside it; a longer pause between polls is told as a gap.",
  generations: ["2.0"],
  reading: {
    kind: "whole",
    operation: "threats.events.list",
    pageSize: 100,
    // The whole list is read each time, and its quota is not published.
    everyMinutes: 60,
    reachHours: 24,
    records: (data) => readRows(data, { under: "events", telling: "anything" }),
  },
  settleDelayMinutes: 0,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) => hasAll(record, "threatType") && hasAny(record, "id", "detectionId"),
  extract: (record, source) => ({
    ...blankFields,
    time: readFirstTime(record, timeFields) ?? source.fallbackTime,
    type: (readText(record["threatType"]) ?? readText(record["type"]) ?? "detection").toLowerCase(),
    sender:
      readAddress(record["senderEnvelope"]) ??
      readAddress(record["senderHeader"]) ??
      readAddress(record["sender"]),
    recipient: readAddress(record["recipients"]) ?? readAddress(record["recipient"]),
    action: readText(record["action"]),
    verdict: readText(record["threatType"]),
    sourceAddress: readIpAddress(record["senderIp"]) ?? readIpAddress(record["sourceIp"]),
    messageId: readMessageId(record["messageId"]),
    subject: readSubject(record["subject"]),
  }),
  forms: threatEventForms,
};
