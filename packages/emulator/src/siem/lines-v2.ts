import { actionOf, addressOf, type Click } from "../traffic/click.js";
import { receivingServerOf } from "../traffic/correspondents.js";
import { writeHashes } from "../traffic/file-bytes.js";
import { domainOf, type Message } from "../traffic/message.js";
import { type ImpersonationSign, signsOf } from "../traffic/pretence.js";
import { idsOf, queuePlaceOf } from "./line-ids.js";
import {
  countAttempts,
  deliveryDelay,
  deliveryRoute,
  encryptionWith,
  type LineContext,
  momentAfter,
  processDelay,
  retryMs,
} from "./line-times.js";
import type { LineWriters } from "./line-writers.js";

/**
 * Lines of API 2.0, one JSON text each. Numbers and booleans are strings but for `timestamp`; the spelling drifts
 * from message to message, as the vendor's does.
 */

const quote = JSON.stringify;

function quoteOrNull(text: string | null): string {
  return text === null ? "null" : quote(text);
}

function head(message: Message, options: { readonly context: LineContext; readonly time: number }): string {
  const { processingId, aggregateId } = idsOf(message);
  const ids = `{"processingId":"${processingId}","aggregateId":"${aggregateId}","accountId":"${options.context.accountCode}","timestamp":${options.time}`;
  const place = queuePlaceOf(message);
  return place === null ? ids : `${ids},"_offset":${place._offset},"_partition":${place._partition}`;
}

function tlsWith(ip: string): string {
  const { version, cipher } = encryptionWith(ip);
  return `"tlsVersion":"${version}","tlsCipher":"${cipher}"`;
}

function spellDirection(message: Message): string {
  return (message.variant & 3) === 0 ? message.direction.toLowerCase() : message.direction;
}

function spellMessageId(message: Message): string {
  const isBare = ((message.variant >>> 5) & 63) === 0;
  return quote(isBare ? message.messageId.slice(1, -1) : message.messageId);
}

function spellSender(message: Message): string {
  if (message.sender !== "") return quote(message.sender);
  return (message.variant & 1) === 0 ? "null" : '"<>"';
}

/** A text, a text in a text, or an object: all three were seen. */
function spellSpamDetail(message: Message): string {
  const allow = message.spamScore < 10;
  const detail = `{"spf":{"allow":${allow},"info":"ALLOW"},"dkim":{"allow":true,"info":"${allow ? "ALLOW" : "UNKNOWN"}"},"dmarc":{"allow":true,"info":"NONE"},"greyEmail":${message.kind === "newsletter"}}`;
  const drift = message.variant % 20;
  if (drift === 0) return detail;
  return drift === 1 ? quote(quote(detail)) : quote(detail);
}

function writeReceipt(message: Message, context: LineContext): string {
  const { rejection, variant } = message;
  // Refused before the data phase, the gateway has seen no header and no subject.
  const early = rejection !== null && message.kind === "refused" && (variant & 4) === 0;
  const action = message.fate === "rejected" ? "Rej" : "Acc";
  const rejected = action === "Rej" ? rejection : null;
  const tls = early ? '"tlsVersion":"","tlsCipher":""' : tlsWith(message.senderIp);
  const tail =
    ((variant >>> 12) & 31) === 0
      ? ""
      : `,"spamDetectionLevel":${variant % 3 === 0 ? "null" : '"7"'},"receiptErrors":null`;
  return `${head(message, { context, time: message.time })},"action":"${action}","senderEnvelope":${early ? "null" : spellSender(message)},"senderHeader":${early ? "null" : quote(message.headerFrom)},"messageId":${early ? "null" : spellMessageId(message)},"subject":${early ? "null" : quote(message.subject)},"recipients":${quote(message.recipient)},"senderIp":"${message.senderIp}","rejectionType":${quoteOrNull(rejected?.type ?? null)},"rejectionCode":${quoteOrNull(rejected?.code ?? null)},"rejectionInfo":${quoteOrNull(rejected?.info ?? null)},"direction":"${spellDirection(message)}","numberAttachments":"${message.attachment === null ? 0 : 1}",${tls},"spamInfo":${(variant & 8) === 0 ? "null" : '"[]"'},"spamProcessingDetail":${spellSpamDetail(message)},"virusFound":${quoteOrNull(message.virus)},"spamScore":"${message.spamScore}"${tail},"type":"receipt","subtype":"${action}"}`;
}

function writeProcess(message: Message, context: LineContext): string {
  const action = message.fate === "held" ? "Hld" : message.fate === "sandboxed" ? "Sdbx" : "Acc";
  const file = message.attachment;
  const time = momentAfter(message, { delay: processDelay(message), publishedAt: context.publishedAt });
  const attachments =
    file === null ? "null" : quote((message.variant & 1) === 0 ? `"${file.fileName}"` : file.fileName);
  return `${head(message, { context, time })},"action":"${action}","holdReason":${quoteOrNull(message.holdReason)},"senderEnvelope":${spellSender(message)},"messageId":${spellMessageId(message)},"subject":${quote(message.subject)},"attachments":${attachments},"numberAttachments":"${file === null ? 0 : 1}","totalSizeAttachments":"${file?.size ?? 0}","emailSize":"${message.size}","type":"process","subtype":"${action}"}`;
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
  const yes = ((message.variant >>> 2) & 7) === 0 ? "true" : "Yes";
  return `${head(message, { context, time })},"messageId":${spellMessageId(message)},"senderEnvelope":${spellSender(message)},"subject":${quote(message.subject)},"recipients":${quote(message.recipient)},"delivered":"${delivered}","destinationIp":"${message.destinationIp}","Hostname":${(message.variant & 16) === 0 ? "null" : `"${receivingServerOf(domainOf(message.recipient))}"`},"numberAttachments":"${message.attachment === null ? 0 : 1}","direction":"${spellDirection(message)}","totalSizeAttachments":"${message.attachment?.size ?? 0}","deliveryAttempts":"${attempt}",${tlsWith(message.destinationIp)},"emailSize":"${message.size}","tlsUsed":"${yes}","route":"${deliveryRoute(message)}","deliveryErrors":${delivered || rejection !== null ? "null" : '"451 4.7.1 Try again later"'},"rejectionType":${quoteOrNull(rejection?.type ?? null)},"rejectionCode":${quoteOrNull(rejection?.code ?? null)},"rejectionInfo":${quoteOrNull(rejection?.info ?? null)},"deliveryTime":"${delay}","type":"delivery","subtype":"${delivered}"}`;
}

function addressing(message: Message): string {
  return `"senderEnvelope":${spellSender(message)},"recipients":${quote(message.recipient)},"messageId":${spellMessageId(message)},"subject":${quote(message.subject)}`;
}

function writeJournal(message: Message, context: LineContext): string {
  const time = momentAfter(message, { delay: processDelay(message) + 300, publishedAt: context.publishedAt });
  return `${head(message, { context, time })},"senderEnvelope":${spellSender(message)},"recipients":${quote(message.recipient)},"direction":"${spellDirection(message)}","type":"journal","subtype":null}`;
}

function writeAv(message: Message, context: LineContext): string {
  const file = message.attachment;
  const time = momentAfter(message, { delay: processDelay(message), publishedAt: context.publishedAt });
  return `${head(message, { context, time })},${addressing(message)},"senderIp":"${message.senderIp}","senderDomain":"${domainOf(message.headerFrom)}","senderDomainInternal":"false","route":"inbound","emailSize":"${message.size}","virusFound":${quoteOrNull(message.virus)},"fileName":${quoteOrNull(file?.fileName ?? null)},"fileExtension":${quoteOrNull(file?.extension ?? null)},${writeHashes(file)},"type":"av","subtype":null}`;
}

function writeSpam(message: Message, context: LineContext): string {
  const time = momentAfter(message, { delay: 200, publishedAt: context.publishedAt });
  return `${head(message, { context, time })},${addressing(message)},"senderHeader":${quote(message.headerFrom)},"senderDomain":"${domainOf(message.headerFrom)}","senderIp":"${message.senderIp}","route":"Inbound","type":"spam","subtype":null}`;
}

function writeInternalEmailProtect(message: Message, context: LineContext): string {
  const time = momentAfter(message, { delay: processDelay(message), publishedAt: context.publishedAt });
  return `${head(message, { context, time })},${addressing(message)},"monitoredDomainSource":null,"similarDomain":null,"route":"Internal","scanResults":"Blocked URL Category","urlCategory":${quote(message.urlCategory)},"type":"internal email protect","subtype":null}`;
}

function writeImpersonationProtect(message: Message, context: LineContext): string {
  const signs = signsOf(message);
  const told = (sign: ImpersonationSign) => signs.includes(sign);
  const time = momentAfter(message, { delay: processDelay(message), publishedAt: context.publishedAt });
  return `${head(message, { context, time })},${addressing(message)},"action":"Hold","policyDefinition":"Default Impersonation Definition","itemsDetected":"${signs.length}","internalUserName":"${told("internal_user_name")}","newDomain":"${told("newly_observed_domain")}","replyMismatch":"${told("reply_address_mismatch")}","customNameMatch":"false","customThreatDictionary":"false","mimecastThreatDictionary":"${told("targeted_threat_dictionary")}","similarInternalDomain":"${told("similar_internal_domain")}","similarCustomExternalDomain":"false","similarMimecastExternalDomain":"false","taggedExternal":"false","taggedMalicious":"true","senderIp":"${message.senderIp}","route":"Inbound","type":"impersonation protect","subtype":"Hold"}`;
}

function writeAttachmentProtect(message: Message, context: LineContext): string {
  const file = message.attachment;
  const time = momentAfter(message, {
    delay: deliveryDelay(message) - 500,
    publishedAt: context.publishedAt,
  });
  return `${head(message, { context, time })},${addressing(message)},"fileName":${quoteOrNull(file?.fileName ?? null)},"fileExtension":${quoteOrNull(file?.extension ?? null)},"fileMime":${quoteOrNull(file?.mime ?? null)},"sizeAttachment":"${file?.size ?? 0}",${writeHashes(file)},"senderDomain":"${domainOf(message.headerFrom)}","senderIp":"${message.senderIp}","customerIp":"192.0.2.25","route":"inbound","type":"attachment protect","subtype":null}`;
}

function writeUrlProtect(click: Click, context: LineContext): string {
  return writeUrlEvent(click, { context, type: "url protect" });
}

/** A click in the words that the gateway and Cloud Integrated share. */
export function writeUrlEvent(
  click: Click,
  { context, type }: { readonly context: LineContext; readonly type: "url protect" | "urlclick" },
): string {
  const { message } = click;
  const action = actionOf(click);
  const analysis =
    message.variant % 3 === 0
      ? "null"
      : message.variant % 3 === 1
        ? '"null"'
        : quote('{"Status":[],"CredentialTheftEvidence":[],"CredentialTheftTags":[]}');
  return `${head(message, { context, time: click.time })},${addressing(message)},"url":${quote(click.url)},"urlCategory":${quote(click.category)},"action":"${action}","blockReason":${action === "Block" ? '"malicious"' : "null"},"analysis":${analysis},"sourceIp":"${addressOf(click)}","senderDomain":"${domainOf(message.headerFrom)}","route":"${message.direction.toLowerCase()}","type":"${type}","subtype":"${action}"}`;
}

export const linesV2: LineWriters = {
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
