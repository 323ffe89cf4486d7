import { type Field, field, telling } from "../../vocabulary/index.js";

/**
 * What the fields of API 1.0's mail logs mean (API feed reference, section 5.1). The ten types of line name the same
 * thing in different ways, and some names mean one thing here and another there.
 */

const time = telling("datetime", "time", "When it happened, in the account's local time with its offset.");
const account = telling("acc", "tenant");
const trackingCode = telling("aCode", "traceId", "Tracking code of the mail: joins its lines.");
const common = [
  time,
  account,
  trackingCode,
  field("Content-Disposition", "text", "Name of the line's file, where another collector wrote it in."),
];

const messageId = telling("MsgId", "messageId");
const sender = telling("Sender", "sender", "Sender in the envelope; `<>` for a bounce, which has none.");
const headerSender = telling("headerFrom", "headerSender");
const senderDomain = telling("SenderDomain", "senderDomain");
const recipient = telling("Recipient", "recipients", "Recipient in the envelope.");
const rcpt = telling("Rcpt", "recipients", "Recipient in the envelope; a list in some bounces.");
const subject = telling("Subject", "subject", "Subject, cut off after 150 characters.");
const direction = telling("Dir", "direction");
const route = telling("Route", "direction", "Which way the mail went.");
const sourceIp = telling("IP", "sourceIp", "Address the mail came from.");
const attachmentCount = telling("AttCnt", "attachmentCount");
const attachmentsSize = telling("AttSize", "attachmentsSize", undefined, { keep: true });

const tls = [
  telling("TlsVer", "tlsVersion", "TLS version of the connection: `TLSv1.2`."),
  telling("Cphr", "tlsCipher"),
];

/** Of a receipt, why the gateway refused the mail; of a delivery, why the next server did. */
const refusal = [
  telling("RejType", ["errorType", "verdict"], "Kind of the refusal; an open set."),
  telling("RejCode", "errorCode", "SMTP code of the refusal: `550`."),
  telling("RejInfo", "reason", "Why the mail was refused, as told to the sender."),
];

const file = [
  telling("fileName", "fileName"),
  telling("fileExt", "fileExtension"),
  telling("fileMime", "fileMime"),
  telling("md5", "md5"),
  telling("sha1", "sha1"),
  telling("sha256", "sha256"),
];

const receipt = [
  messageId,
  sender,
  headerSender,
  rcpt,
  subject,
  sourceIp,
  direction,
  telling("Act", "action", "`Acc` accepted, `Rej` refused, `Ign` taken and dropped; more are possible."),
  ...refusal,
  telling("Error", "reason", "What went wrong while the mail was received."),
  ...tls,
  field("SpamInfo", "texts", "Remarks of the spam check; `[]` for none."),
  field("SpamLimit", "number", "Score from which the mail counts as spam."),
  telling("SpamScore", "spamScore"),
  telling(
    "SpamProcessingDetail",
    "spamDetail",
    "What SPF, DKIM and DMARC said, with `info` and `allow` each.",
  ),
  telling("Virus", ["virus", "verdict"], "Malware found; in some refusals, the text of the refusal."),
];

const process = [
  messageId,
  sender,
  subject,
  telling(
    "Act",
    "action",
    "`Acc` accepted, `Hld` held, `Bnc` bounced, `Sdbx` in the sandbox; more are possible.",
  ),
  telling("Hld", ["reason", "verdict"], "Why the mail is held: `Spm` for spam, …"),
  attachmentsSize,
  attachmentCount,
  telling("AttNames", "attachmentNames", "Names of the attachments, in quotes, with commas between."),
  telling("MsgSize", "messageSize"),
  field("IPInternalName", "flag", "The sender's name is that of somebody in the company."),
  field("IPNewDomain", "flag", "The sender's domain was first seen of late."),
  field("IPReplyMismatch", "flag", "Answers would go to another address than the sender's."),
  field("IPSimilarDomain", "flag", "The sender's domain looks like one of the company's."),
  field("IPThreadDict", "flag", "The text holds words of the threat dictionary."),
];

const delivery = [
  messageId,
  sender,
  rcpt,
  subject,
  telling("Delivered", "delivered"),
  telling("Attempt", "attempts", "Number of the attempt; each has a line of its own."),
  attachmentCount,
  attachmentsSize,
  field("Snt", "number", "Bytes sent."),
  telling("Latency", "durationMs", "Time from receipt to delivery, milliseconds."),
  telling("IP", "destinationIp", "Address the mail was delivered to."),
  direction,
  field("Route", "text", "Name of the route by which the mail was delivered."),
  field("ReceiptAck", "text", "Answer of the server that took the mail."),
  ...tls,
  telling("UseTls", "tlsUsed", "Whether the connection used TLS: `Yes`, `No`."),
  ...refusal,
  telling("Err", "reason", "What went wrong at this attempt."),
];

const journal = [
  sender,
  rcpt,
  direction,
  field("RcptHdrType", "text", "Where the recipient stands in the header: `To`, `Cc`, `Unknown`."),
  field("RcptActType", "text", "What the recipient is to the journal: `Jnl`."),
];

const av = [
  messageId,
  sender,
  senderDomain,
  field("SenderDomainInternal", "flag", "The sender's domain is one of the company's."),
  recipient,
  subject,
  route,
  sourceIp,
  field("CustomerIP", "text", "Address of the company's own mail server."),
  field("MimecastIP", "text", "Whether the mail came from an address of Mimecast's."),
  telling("Size", "messageSize"),
  telling("Virus", ["virus", "verdict"], "Name of the malware."),
  ...file,
];

const spam = [
  messageId,
  sender,
  headerSender,
  senderDomain,
  telling("SourceIP", "sourceIp", "Address the mail came from."),
  recipient,
  route,
  subject,
];

const internalEmailProtect = [
  messageId,
  sender,
  recipient,
  route,
  subject,
  telling("URL", "url", "The link that was found."),
  telling("UrlCategory", "urlCategory"),
  telling("ScanResultInfo", ["reason", "verdict"], "What the scan found.", { keep: true }),
];

const impersonation = [
  messageId,
  sender,
  recipient,
  subject,
  sourceIp,
  route,
  telling("Action", "action", "What was done: hold, bounce, none, …"),
  telling("Definition", "policy", "Definition that found it."),
  field("Hits", "number", "How many checks hit."),
  field("InternalName", "flag", "The sender's name is that of somebody in the company."),
  field("NewDomain", "flag", "The sender's domain was first seen of late."),
  field("ReplyMismatch", "flag", "Answers would go to another address than the sender's."),
  field("ThreatDictionary", "flag", "The text holds words of Mimecast's threat dictionary."),
  field("CustomThreatDictionary", "flag", "The text holds words of the company's threat dictionary."),
  field("CustomName", "flag", "The sender's name is on the company's list."),
  field("SimilarInternalDomain", "flag", "The sender's domain looks like one of the company's."),
  field("SimilarCustomExternalDomain", "flag", "It looks like a domain on the company's list."),
  field("SimilarMimecastExternalDomain", "flag", "It looks like a domain on Mimecast's list."),
  field("TaggedExternal", "flag", "The mail was marked as coming from outside."),
  field("TaggedMalicious", "flag", "The mail was marked as malicious."),
];

const urlProtect = [
  telling("msgid", "messageId"),
  telling("sender", "sender", "Sender in the envelope; `<>` for a bounce, which has none."),
  telling("senderDomain", "senderDomain"),
  telling("recipient", "recipients", "Recipient of the mail with the link."),
  telling("subject", "subject"),
  telling("route", "direction", "Which way the mail went."),
  telling("sourceIp", "sourceIp", "Address the page was asked for from."),
  telling("url", "url", "The link."),
  telling("urlCategory", "urlCategory"),
  telling("action", "action", "What the reader got: block or allow."),
  telling("reason", "verdict", "What the check of the link found; the event's reason where it was blocked."),
  field("credentialTheft", "text", "Signs that the page steals passwords."),
];

const attachmentProtect = [
  sender,
  senderDomain,
  recipient,
  sourceIp,
  route,
  telling("Size", "fileSize"),
  ...file,
];

export const fieldsByType1: ReadonlyMap<string, readonly Field[]> = new Map([
  ["receipt", [...common, ...receipt]],
  ["process", [...common, ...process]],
  ["delivery", [...common, ...delivery]],
  ["journal", [...common, ...journal]],
  ["av", [...common, ...av]],
  ["spam", [...common, ...spam]],
  ["internal email protect", [...common, ...internalEmailProtect]],
  ["impersonation protect", [...common, ...impersonation]],
  ["url protect", [...common, ...urlProtect]],
  ["attachment protect", [...common, ...attachmentProtect]],
]);

/** What a name means that stands where we don't expect it, or in a type of line we don't know. */
export const fields1: readonly Field[] = [route, ...new Set([...fieldsByType1.values()].flat())];
