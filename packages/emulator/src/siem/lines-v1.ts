import { actionOf, addressOf, type Click } from "../traffic/click.js";
import { writeHashes } from "../traffic/file-bytes.js";
import { domainOf, type Message } from "../traffic/message.js";
import { type ImpersonationSign, signsOf } from "../traffic/pretence.js";
import {
  countAttempts,
  deliveryDelay,
  deliveryRoute,
  encryptionWith,
  formatLocal,
  type LineContext,
  momentAfter,
  processDelay,
  retryMs,
} from "./line-times.js";
import type { LineWriters } from "./line-writers.js";

/** Records of API 1.0, one JSON text each, in the keys and cases of that generation. */

const quote = JSON.stringify;

function quoteOrNull(text: string | null): string {
  return text === null ? "null" : quote(text);
}

function head(message: Message, options: { readonly context: LineContext; readonly time: number }): string {
  return `{"datetime":"${formatLocal(options.time)}","acc":"${options.context.accountCode}","aCode":"${message.trackingCode}"`;
}

function tlsWith(ip: string): string {
  const { version, cipher } = encryptionWith(ip);
  return `"TlsVer":"${version}","Cphr":"${cipher}"`;
}

function sender(message: Message): string {
  return quote(message.sender === "" ? "<>" : message.sender);
}

function writeReceipt(message: Message, context: LineContext): string {
  const { rejection, variant } = message;
  const rejected = message.fate === "rejected";
  const early = rejected && message.kind === "refused" && (variant & 4) === 0;
  const opening = `${head(message, { context, time: message.time })},"Act":"${rejected ? "Rej" : "Acc"}","Dir":"${message.direction}","IP":"${message.senderIp}","Rcpt":${quote(message.recipient)}`;
  const reason = rejected
    ? `,"RejType":${quoteOrNull(rejection?.type ?? null)},"RejCode":${quoteOrNull(rejection?.code ?? null)},"RejInfo":${quoteOrNull(rejection?.info ?? null)},"Error":null`
    : "";
  // Refused before the data phase there is no header: some of these records go without the fields altogether.
  if (early) return `${opening}${reason},"headerFrom":null}`;
  const allow = message.spamScore < 10;
  const spam = `"SpamInfo":"[]","SpamLimit":28,"SpamScore":${(variant & 64) === 0 ? `"${message.spamScore}"` : message.spamScore}`;
  const detail =
    ((variant >>> 12) & 15) === 0
      ? ""
      : `,"SpamProcessingDetail":{"spf":{"info":"ALLOW","allow":${allow}},"dkim":{"info":"${allow ? "ALLOW" : "UNKNOWN"}","allow":true},"dmarc":{"info":"NONE","allow":true}}`;
  const virus = message.virus === null ? "" : `,"Virus":${quote(message.virus)}`;
  return `${opening},"MsgId":${quote(message.messageId)},"Sender":${sender(message)},"headerFrom":${quote(message.headerFrom)},"Subject":${quote(message.subject)},${tlsWith(message.senderIp)},${spam}${detail}${reason}${virus}}`;
}

function writeProcess(message: Message, context: LineContext): string {
  const action = message.fate === "held" ? "Hld" : message.fate === "sandboxed" ? "Sdbx" : "Acc";
  const file = message.attachment;
  const time = momentAfter(message, { delay: processDelay(message), publishedAt: context.publishedAt });
  const hold = message.holdReason === null ? "" : `,"Hld":"${message.holdReason}"`;
  const names = file === null ? ((message.variant & 1) === 0 ? "null" : '""') : quote(`"${file.fileName}"`);
  return `${head(message, { context, time })},"Act":"${action}"${hold},"AttSize":${file?.size ?? 0},"AttCnt":${file === null ? 0 : 1},"AttNames":${names},"MsgSize":${message.size},"MsgId":${quote(message.messageId)},"Sender":${sender(message)},"Subject":${quote(message.subject)}}`;
}

function writeDeliveries(message: Message, context: LineContext): string[] {
  const attempts = countAttempts(message);
  return Array.from({ length: attempts }, (_, index) =>
    writeDelivery(message, { context, attempt: index + 1, attempts }),
  );
}

function writeDelivery(
  message: Message,
  options: { readonly context: LineContext; readonly attempt: number; readonly attempts: number },
): string {
  const { context, attempt, attempts } = options;
  const delay = deliveryDelay(message) + (attempt - 1) * retryMs;
  const time = momentAfter(message, { delay, publishedAt: context.publishedAt });
  const delivered = attempt === attempts && message.fate !== "undeliverable";
  const rejection = message.fate === "undeliverable" ? message.rejection : null;
  const acknowledged = delivered ? quote(`250 2.6.0 ${message.messageId} Queued mail for delivery`) : "null";
  const refusal =
    rejection === null
      ? ""
      : `,"RejType":${quote(rejection.type)},"RejCode":"${rejection.code}","RejInfo":${quote(rejection.info)}`;
  const failure = delivered || rejection !== null ? "" : ',"Err":"451 4.7.1 Try again later"';
  return `${head(message, { context, time })},"Delivered":${delivered},"Attempt":${attempt},"AttCnt":${message.attachment === null ? 0 : 1},"AttSize":${message.attachment?.size ?? 0},"Snt":${message.size + 700 + (message.variant & 0x3ff)},"Latency":${delay},"IP":"${message.destinationIp}","Dir":"${message.direction}","Route":"${deliveryRoute(message)}","ReceiptAck":${acknowledged},"MsgId":${quote(message.messageId)},"Sender":${sender(message)},"Rcpt":${quote(message.recipient)},"Subject":${quote(message.subject)},${tlsWith(message.destinationIp)},"UseTls":"Yes"${refusal}${failure}}`;
}

function writeJournal(message: Message, context: LineContext): string {
  const time = momentAfter(message, { delay: processDelay(message) + 300, publishedAt: context.publishedAt });
  return `${head(message, { context, time })},"Sender":${sender(message)},"Rcpt":${quote(message.recipient)},"Dir":"${message.direction}","RcptHdrType":"Unknown","RcptActType":"Jnl"}`;
}

function writeAv(message: Message, context: LineContext): string {
  const file = message.attachment;
  const time = momentAfter(message, { delay: processDelay(message), publishedAt: context.publishedAt });
  return `${head(message, { context, time })},"MsgId":${quote(message.messageId)},"Sender":${sender(message)},"SenderDomain":"${domainOf(message.headerFrom)}","SenderDomainInternal":"false","Recipient":${quote(message.recipient)},"Subject":${quote(message.subject)},"Route":"Inbound","IP":"${message.senderIp}","CustomerIP":"192.0.2.25","MimecastIP":"false","Size":"${message.size}","Virus":${quoteOrNull(message.virus)},"fileName":${quoteOrNull(file?.fileName ?? null)},"fileExt":${quoteOrNull(file?.extension ?? null)},"fileMime":${quoteOrNull(file?.mime ?? null)},${writeHashes(file)}}`;
}

function writeSpam(message: Message, context: LineContext): string {
  const time = momentAfter(message, { delay: 200, publishedAt: context.publishedAt });
  return `${head(message, { context, time })},"MsgId":${quote(message.messageId)},"Sender":${sender(message)},"headerFrom":${quote(message.headerFrom)},"SenderDomain":"${domainOf(message.headerFrom)}","SourceIP":"${message.senderIp}","Recipient":${quote(message.recipient)},"Route":"Inbound","Subject":${quote(message.subject)}}`;
}

function writeInternalEmailProtect(message: Message, context: LineContext): string {
  const time = momentAfter(message, { delay: processDelay(message), publishedAt: context.publishedAt });
  return `${head(message, { context, time })},"MsgId":${quote(message.messageId)},"Sender":${sender(message)},"Recipient":${quote(message.recipient)},"Route":"Internal","Subject":${quote(message.subject)},"URL":${quoteOrNull(message.url)},"UrlCategory":${quote(message.urlCategory)},"ScanResultInfo":"Blocked URL Category"}`;
}

function writeImpersonationProtect(message: Message, context: LineContext): string {
  const signs = signsOf(message);
  const told = (sign: ImpersonationSign) => signs.includes(sign);
  const time = momentAfter(message, { delay: processDelay(message), publishedAt: context.publishedAt });
  return `${head(message, { context, time })},"MsgId":${quote(message.messageId)},"Sender":${sender(message)},"Recipient":${quote(message.recipient)},"Subject":${quote(message.subject)},"IP":"${message.senderIp}","Route":"Inbound","Action":"Hold","Definition":"Default Impersonation Definition","Hits":"${signs.length}","InternalName":"${told("internal_user_name")}","NewDomain":"${told("newly_observed_domain")}","ReplyMismatch":"${told("reply_address_mismatch")}","ThreatDictionary":"${told("targeted_threat_dictionary")}","CustomThreatDictionary":"false","CustomName":"false","SimilarInternalDomain":"${told("similar_internal_domain")}","SimilarCustomExternalDomain":"false","SimilarMimecastExternalDomain":"false","TaggedExternal":"false","TaggedMalicious":"true"}`;
}

function writeAttachmentProtect(message: Message, context: LineContext): string {
  const file = message.attachment;
  const time = momentAfter(message, {
    delay: deliveryDelay(message) - 500,
    publishedAt: context.publishedAt,
  });
  // This type carries no tracking code.
  return `{"datetime":"${formatLocal(time)}","acc":"${context.accountCode}","Sender":${sender(message)},"SenderDomain":"${domainOf(message.headerFrom)}","Recipient":${quote(message.recipient)},"IP":"${message.senderIp}","Route":"Inbound","Size":${file?.size ?? 0},"fileName":${quoteOrNull(file?.fileName ?? null)},"fileExt":${quoteOrNull(file?.extension ?? null)},"fileMime":${quoteOrNull(file?.mime ?? null)},${writeHashes(file)}}`;
}

function writeUrlProtect(click: Click, context: LineContext): string {
  const { message } = click;
  // Nor does this one; its keys are lower case.
  return `{"datetime":"${formatLocal(click.time)}","acc":"${context.accountCode}","msgid":${quote(message.messageId)},"sender":${sender(message)},"senderDomain":"${domainOf(message.headerFrom)}","recipient":${quote(click.user)},"subject":${quote(message.subject)},"route":"${message.direction.toLowerCase()}","sourceIp":"${addressOf(click)}","url":${quote(click.url)},"urlCategory":${quote(click.category)},"action":"${actionOf(click)}","reason":"${click.scanResult}","credentialTheft":null}`;
}

export const linesV1: LineWriters = {
  writeReceipt,
  writeProcess,
  writeDeliveries,
  writeJournal,
  writeAv,
  writeSpam,
  writeInternalEmailProtect,
  writeImpersonationProtect,
  writeAttachmentProtect,
  writeUrlProtect,
};
