import { type Field, field, telling } from "../../vocabulary/index.js";

/**
 * What the fields of API 2.0's mail events mean (API feed reference, section 5.4). Batch files and the stream spell
 * some names differently; numbers and booleans come as text.
 */

export const common2: readonly Field[] = [
  telling("type", "type", "Type of the event."),
  telling("eventType", "type", "Type of the event, as the stream names it."),
  field("subtype", "text", "What the type leaves open: the action, or whether the mail was delivered."),
  field("subType", "text", "The same, as the stream names it.", { as: "subtype" }),
  telling("timestamp", "time", "When it happened, milliseconds since 1970."),
  telling("accountId", "tenant"),
  telling("aggregateId", "traceId", "Joins the events of one mail.", { keep: true }),
  telling("processingId", "processingId", "Id of the step that the event tells of."),
  telling("recipient", "recipients", "The recipient, in some lines."),
  field("_offset", "number", "Place in the vendor's own queue: no part of what happened, and left out."),
  field("_partition", "number", "Place in the vendor's own queue: no part of what happened, and left out."),
];

const messageId = telling("messageId", "messageId");
const sender = telling(
  "senderEnvelope",
  "sender",
  "Sender in the envelope; `<>` for a bounce, which has none.",
);
const headerSender = telling("senderHeader", "headerSender");
const senderDomain = telling("senderDomain", "senderDomain");
const recipients = telling("recipients", "recipients");
const subject = telling("subject", "subject");
const senderIp = telling("senderIp", "sourceIp", "Address the mail came from.");
const direction = telling("direction", "direction");
const route = telling("route", "direction", "Which way the mail went.");
const messageSize = telling("emailSize", "messageSize");
const attachmentCount = telling("numberAttachments", "attachmentCount");
const attachmentsSize = telling("totalSizeAttachments", "attachmentsSize", undefined, { keep: true });

const tls = [
  telling("tlsVersion", "tlsVersion", "TLS version of the connection: `TLSv1.2`."),
  telling("tlsCipher", "tlsCipher"),
];

/** Of a receipt, why the gateway refused the mail; of a delivery, why the next server did. */
const refusal = [
  telling("rejectionType", ["errorType", "verdict"], "Kind of the refusal; an open set."),
  telling("rejectionCode", "errorCode", "SMTP code of the refusal: `550`."),
  telling("rejectionInfo", "reason", "Why the mail was refused, as told to the sender."),
];

const hashes = [telling("md5", "md5"), telling("sha1", "sha1"), telling("sha256", "sha256")];

const receipt = [
  telling("action", "action", "`Acc` accepted, `Rej` refused, `Ign` taken and dropped; more are possible."),
  sender,
  headerSender,
  senderIp,
  recipients,
  messageId,
  subject,
  direction,
  attachmentCount,
  ...refusal,
  telling("receiptErrors", "reason", "What went wrong while the mail was received."),
  field("spamInfo", "texts", "Remarks of the spam check; `[]` for none."),
  telling("spamScore", "spamScore"),
  field("spamDetectionLevel", "number", "How strictly the mail was checked for spam."),
  telling(
    "spamProcessingDetail",
    "spamDetail",
    "What each check said (`rbl`, `spf`, `dkim`, `dmarc`, …), with `info` and `allow` each; also as JSON text.",
  ),
  ...tls,
  telling("virusFound", ["virus", "verdict"], "Malware found; in some refusals, the text of the refusal."),
];

const process = [
  telling(
    "action",
    "action",
    "`Acc` accepted, `Hld` held, `Bnc` bounced, `Sdbx` in the sandbox; more are possible.",
  ),
  telling("holdReason", ["reason", "verdict"], "Why the mail is held: `Spm` for spam, …"),
  sender,
  messageId,
  subject,
  telling("attachments", "attachmentNames", "Names of the attachments, in quotes, with commas between."),
  attachmentCount,
  attachmentsSize,
  messageSize,
];

const delivery = [
  telling("delivered", "delivered"),
  telling("deliveryAttempts", "attempts", "Number of the attempt; each has an event of its own."),
  telling("deliveryTime", "durationMs", "Time from receipt to delivery, milliseconds."),
  telling("destinationIp", "destinationIp"),
  telling("Hostname", "destinationHost"),
  direction,
  field("route", "text", "Name of the route by which the mail was delivered."),
  recipients,
  sender,
  messageId,
  subject,
  messageSize,
  attachmentCount,
  attachmentsSize,
  ...refusal,
  telling("deliveryErrors", "reason", "What went wrong at this attempt."),
  telling("tlsUsed", "tlsUsed", "Whether the connection used TLS: `Yes`, `No`, `true`, `false`."),
  ...tls,
];

const journal = [sender, recipients, direction, subject];

const av = [
  telling("fileName", "fileName"),
  telling("fileExtension", "fileExtension"),
  ...hashes,
  telling("virusFound", ["virus", "verdict"], "Name of the malware."),
  messageSize,
  sender,
  senderIp,
  senderDomain,
  field("senderDomainInternal", "flag", "The sender's domain is one of the company's."),
  recipients,
  messageId,
  subject,
  route,
];

const spam = [sender, headerSender, senderDomain, senderIp, recipients, messageId, subject, route];

const internalEmailProtect = [
  telling("scanResults", ["reason", "verdict"], "What the scan found.", { keep: true }),
  telling("urlCategory", "urlCategory"),
  field("monitoredDomainSource", "text", "List on which the domain stands that the mail's looks like."),
  field("similarDomain", "text", "The domain that the mail's looks like."),
  route,
  sender,
  recipients,
  messageId,
  subject,
];

const impersonation = [
  telling("action", "action", "What was done: hold, bounce, none, …"),
  telling("policyDefinition", "policy", "Definition that found it."),
  field("itemsDetected", "number", "How many checks hit."),
  field("internalUserName", "flag", "The sender's name is that of somebody in the company."),
  field("newDomain", "flag", "The sender's domain was first seen of late."),
  field("replyMismatch", "flag", "Answers would go to another address than the sender's."),
  field("customNameMatch", "flag", "The sender's name is on the company's list."),
  field("customThreatDictionary", "flag", "The text holds words of the company's threat dictionary."),
  field("mimecastThreatDictionary", "flag", "The text holds words of Mimecast's threat dictionary."),
  field("similarInternalDomain", "flag", "The sender's domain looks like one of the company's."),
  field("similarCustomExternalDomain", "flag", "It looks like a domain on the company's list."),
  field("similarMimecastExternalDomain", "flag", "It looks like a domain on Mimecast's list."),
  field("taggedExternal", "flag", "The mail was marked as coming from outside."),
  field("taggedMalicious", "flag", "The mail was marked as malicious."),
  senderIp,
  sender,
  recipients,
  messageId,
  subject,
  route,
];

export const urlProtect2: readonly Field[] = [
  telling("url", "url", "The link."),
  telling("urlCategory", "urlCategory"),
  telling("action", "action", "What the reader got: block or allow."),
  telling(
    "blockReason",
    "verdict",
    "What the check of the link found; the event's reason where it was blocked.",
  ),
  field("analysis", "json", "What the scan of the page saw: signs that it steals passwords, among others."),
  telling("sourceIp", "sourceIp", "Address the page was asked for from."),
  sender,
  senderDomain,
  recipients,
  messageId,
  subject,
  route,
];

const attachmentProtect = [
  telling("fileName", "fileName"),
  telling("fileExtension", "fileExtension"),
  telling("fileMime", "fileMime"),
  telling("sizeAttachment", "fileSize"),
  ...hashes,
  sender,
  senderDomain,
  senderIp,
  field("customerIp", "text", "Address of the company's own mail server."),
  recipients,
  messageId,
  subject,
  route,
];

export const fieldsByType2: ReadonlyMap<string, readonly Field[]> = new Map([
  ["receipt", [...common2, ...receipt]],
  ["process", [...common2, ...process]],
  ["delivery", [...common2, ...delivery]],
  ["journal", [...common2, ...journal]],
  ["av", [...common2, ...av]],
  ["spam", [...common2, ...spam]],
  ["internal email protect", [...common2, ...internalEmailProtect]],
  ["impersonation protect", [...common2, ...impersonation]],
  ["url protect", [...common2, ...urlProtect2]],
  ["attachment protect", [...common2, ...attachmentProtect]],
]);

/** What a name means that stands where we don't expect it, or in a type of event we don't know. */
export const fields2: readonly Field[] = [route, ...new Set([...fieldsByType2.values()].flat())];
