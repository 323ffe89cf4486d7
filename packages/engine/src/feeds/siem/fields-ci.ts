import { type Field, field, telling } from "../../vocabulary/index.js";
import { common2, urlProtect2 } from "./fields-2.0.js";

/** What the fields of Cloud Integrated's events mean (API feed reference, section 5.5); lists and booleans are real ones. */

const messageId = telling("messageId", "messageId");

const entities = [
  messageId,
  telling("subject", "subject"),
  telling("senderEnvelope", "sender", "Sender in the envelope; empty for a bounce, which has none."),
  telling("senderHeader", "headerSender"),
  telling("senderIp", "sourceIp", "Address the mail came from."),
  telling("recipients", "recipients"),
  telling("direction", "direction"),
  field("historicalMail", "flag", "The mail was there before Cloud Integrated looked at the mailbox."),
  field("source", "text", "Where the mail lies: `OFFICE_365_MAIL`."),
  telling("threatState", "action", "What became of the mail: `DELIVERED`, `BLOCKED`, …", { keep: true }),
  telling("threatType", "verdict", "What was found: `NO_DETECTIONS`, `MALWARE`, `POLICIES_DISABLED`, …"),
  field("tags", "texts", "What else was noticed: `MALWARE`, `UNTRUSTWORTHY`, `SPAM`, …"),
  field("policiesApplied", "json", "The policies that applied, with `name`, `action` and `mode` each."),
  telling("attachments", "attachmentNames", "Names of the attachments."),
];

const mailflow = [
  messageId,
  field("authResults", "json", "What SPF, DKIM and DMARC said, with `type`, `result` and `aligned` each."),
];

export const fieldsByTypeCi: ReadonlyMap<string, readonly Field[]> = new Map([
  ["entities", [...common2, ...entities]],
  ["mailflow", [...common2, ...mailflow]],
  ["urlclick", [...common2, ...urlProtect2]],
]);

/** What a name means that stands where we don't expect it, or in a type of event we don't know. */
export const fieldsCi: readonly Field[] = [...new Set([...fieldsByTypeCi.values()].flat())];
