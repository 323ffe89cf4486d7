import { gatewayProduct } from "../forms/feed-forms.js";
import { ocsfClasses } from "../forms/ocsf/classes.js";
import { telling } from "../vocabulary/index.js";
import { dispositionOf, isStopped } from "../vocabulary/judgement.js";
import type { Feed } from "./feed.js";
import { hasAll, hasAny } from "./values/has.js";
import { readRows } from "./values/rows.js";
import { readAddress, readMessageId, readSubject, readText } from "./values/text.js";
import { formatVendorTime, readTime } from "./values/time.js";

/** What data leak prevention noticed. One mail gives a row for each action and recipient. */
export const dlp: Feed = {
  name: "dlp",
  sentence: "Which mails carried what must not leave the company, and which policy noticed it.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "windows",
    operation: "dlp.get-logs",
    pageSize: 500,
    request: ({ from, until }) => ({
      from: formatVendorTime(from),
      to: formatVendorTime(until),
      oldestFirst: true,
    }),
    records: (data) => readRows(data, { under: "dlpLogs", telling: ["policy", "eventTime"] }),
  },
  settleDelayMinutes: 5,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) =>
    hasAll(record, "policy", "eventTime") && hasAny(record, "senderAddress", "recipientAddress", "action"),
  extract: (record, source) => ({
    time: readTime(record["eventTime"]) ?? readTime(record["date"]) ?? source.fallbackTime,
    type: "dlp",
    sender: readAddress(record["senderAddress"]),
    recipient: readAddress(record["recipientAddress"]),
    url: null,
    host: null,
    action: readText(record["action"]),
    verdict: readText(record["policy"]),
    sourceAddress: null,
    messageId: readMessageId(record["messageId"]),
    subject: readSubject(record["subject"]),
  }),
  forms: {
    dataset: "mimecast.dlp",
    product: gatewayProduct,
    fields: [
      telling("senderAddress", "sender", "Sender; `<>` for a bounce, which has none."),
      telling("recipientAddress", "recipients", "Recipient; each has a row of its own."),
      telling("subject", "subject"),
      telling("eventTime", "time", "When the policy noticed it."),
      telling("route", "direction"),
      telling("policy", "policy", "Policy that noticed it."),
      telling("action", "action", "What was done: hold, block, notification, smart_folder, …"),
      telling("messageId", "messageId"),
    ],
    judge({ meaning }) {
      const disposition = dispositionOf(meaning.action);
      return { disposition, severity: isStopped(disposition) ? 3 : 2, isFinding: true, outcome: "success" };
    },
    ecs: () => ({ category: ["email"] }),
    ocsfClasses: () => [ocsfClasses.dataSecurityFinding],
    ocsf: ({ meaning }) => ({
      classUid: ocsfClasses.dataSecurityFinding,
      activityId: 1,
      title: `DLP: ${meaning.policy ?? "policy not named"}`,
    }),
  },
};
