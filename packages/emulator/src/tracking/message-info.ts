import { escapeHtml, headersOf } from "../archive/mail-text.js";
import { formatUtc } from "../clicks/click-row.js";
import { dayMs } from "../clock/spans.js";
import { describeSpam, detectionLevelOf, holdOf, idOfHeld } from "../held/held-row.js";
import { deliveryDelay, deliveryRoute } from "../siem/line-times.js";
import { receivingServerOf } from "../traffic/correspondents.js";
import { sha256Of } from "../traffic/file-bytes.js";
import { encodedSize } from "../traffic/ingredients.js";
import { domainOf, type Message, serverNameOf } from "../traffic/message.js";
import { hexDigits, mix, Random } from "../traffic/random.js";
import type { JsonObject } from "../wire/decode.js";
import { transferMs } from "./tracked-log.js";
import type { TrackedState } from "./tracked-state.js";

const retentionDays = 3650;

/** Where sources differ about what is told of a message. */
export interface InfoForm {
  /** `recipientMetaInfo` and `deliveryMetaInfo` in the place of `txInfo`. */
  readonly hasMetaInfo: boolean;
  readonly tellsPolicies: boolean;
}

/**
 * All that is known of a message. The block about the transmission is `recipientMetaInfo` and `deliveryMetaInfo`, or
 * `txInfo`; that nothing else differs is guessed.
 */
export function writeMessageInfo(
  message: Message,
  about: { readonly id: string; readonly state: TrackedState; readonly form: InfoForm },
): JsonObject {
  const { id, state, form } = about;
  const { hasMetaInfo: isOne } = form;
  const received = isOne
    ? { recipientMetaInfo: describeReceipt(message) }
    : { txInfo: describeTransfer(message, "received") };
  return {
    id,
    status: state.status,
    recipientInfo: { messageInfo: describeMail(message), ...received },
    ...(state.status === "archived" ? { deliveredMessage: describeDelivery(message, form) } : {}),
    ...(state.status === "held" ? { queueInfo: describeQueue(message) } : {}),
    spamInfo: {
      spamScore: message.spamScore,
      detectionLevel: detectionLevelOf(message),
      spamProcessingDetail: describeSpam(message),
    },
    retentionInfo: describeRetention(message),
  };
}

function describeMail(message: Message) {
  const { sender, headerFrom, recipient, subject, time } = message;
  return {
    fromHeader: headerFrom,
    fromEnvelope: sender === "" ? "<>" : sender,
    to: [recipient],
    cc: [],
    subject,
    sent: formatUtc(time - transferMs),
    processed: formatUtc(time),
    transmissionInfo: writeHeaders(message),
  };
}

/** The headers come wrapped for a browser. */
function writeHeaders(message: Message): string {
  const headers = headersOf(message).map(([name, value]) => `${name}: ${value}`);
  return `<pre>${escapeHtml(headers.join("\r\n"))}</pre>`;
}

function describeReceipt(message: Message) {
  const server = serverNameOf(message);
  return {
    receiptEvent: message.fate === "rejected" ? "Email Rejected" : "Email Received",
    spamEvent: "na",
    ...describeServers(message, { host: server, ip: message.senderIp }),
    binaryEmailSize: message.size + overhead,
    remoteServerGreeting: `EHLO ${server}`,
    receiptAcknowledgement: acknowledge(message),
    transmissionStart: formatUtc(message.time - transferMs),
    transmissionEnd: formatUtc(message.time),
    components: listComponents(message),
  };
}

/** What the lines around it add to a mail as it is stored. */
const overhead = 60;

/** One of the many servers of the region. */
function processedBy({ variant }: Message): string {
  return `mta-${1 + ((variant >>> 3) % 640)}.gateway.example`;
}

function acknowledge(message: Message): string {
  const thread = 1_000_000 + (message.variant % 8_999_999);
  return `250 SmtpThread-${thread}-${message.time}@${processedBy(message)} Received OK`;
}

function describeServers(message: Message, { host, ip }: { readonly host: string; readonly ip: string }) {
  return {
    messageExpiresIn: retentionDays,
    processingServer: processedBy(message),
    transmissionSize: message.size,
    remoteIp: ip,
    remoteHost: host,
    encryptionInfo: "TLS",
  };
}

function describeDelivery(message: Message, { hasMetaInfo: isOne, tellsPolicies }: InfoForm): JsonObject {
  const { recipient } = message;
  const delivered = isOne
    ? { deliveryMetaInfo: describeHandover(message) }
    : { txInfo: describeTransfer(message, "delivered") };
  return {
    [recipient]: {
      messageInfo: { ...describeMail(message), route: message.direction.toLowerCase() },
      ...(tellsPolicies ? { policyInfo: listPolicies(message) } : {}),
      ...delivered,
    },
  };
}

function describeHandover(message: Message) {
  const host = receivingServerOf(domainOf(message.recipient));
  const deliveredAt = message.time + deliveryDelay(message);
  return {
    deliveryEvent: "Email Delivered via Routing Rule",
    emailAddress: message.recipient,
    ...describeServers(message, { host, ip: message.destinationIp }),
    remoteServerGreeting: `220 ${host} ESMTP`,
    receiptAcknowledgement: "250 OK: message queued",
    transmissionStart: formatUtc(deliveredAt),
    transmissionEnd: formatUtc(deliveredAt),
    components: listComponents(message),
  };
}

/** The same two transmissions as API 2.0 tells of them. */
function describeTransfer(message: Message, what: "received" | "delivered") {
  const isReceipt = what === "received";
  const end = formatUtc(isReceipt ? message.time : message.time + deliveryDelay(message));
  const host = isReceipt ? serverNameOf(message) : receivingServerOf(domainOf(message.recipient));
  return {
    returnPath: message.sender === "" ? "<>" : message.sender,
    to: message.recipient,
    txEvent: isReceipt ? "Email Received" : "Email Delivered",
    queueDetailStatus: "",
    processingServer: processedBy(message),
    receiptAck: acknowledge(message),
    processStartTime: formatUtc(message.time - transferMs),
    processEndTime: end,
    transmissionSize: message.size,
    compressedStoreSize: Math.ceil(message.size / 2),
    actualSize: message.size,
    remoteServer: host,
    remoteIp: isReceipt ? message.senderIp : message.destinationIp,
    remoteServerGreeting: isReceipt ? `EHLO ${host}` : `220 ${host} ESMTP`,
    remoteServerReceiptAck: "250 OK: message queued",
    deliveryType: "SMTP",
    smtpStartTime: end,
    smtpEndTime: end,
    smtpCompressedStoreSize: Math.ceil(message.size / 2),
    smtpActualSize: message.size,
    transmissionComponents: listComponents(message).map(({ type, name, size, hash }) => ({
      fileType: type,
      fileName: name,
      txSize: size,
      hash,
    })),
  };
}

/** The mail without its parts, its text in both forms, and the attachment with the hash that every feed tells. */
function listComponents(message: Message) {
  const random = new Random(mix(message.variant, 0xc0, message.size));
  const texts = message.size - encodedSize(message.attachment);
  const component = (type: string, name: string, about: { mimeType: string; size: number }) => {
    const extension = name.slice(name.lastIndexOf(".") + 1);
    return { type, name, extension, ...about, hash: hexDigits(random, 64) };
  };
  const file = message.attachment;
  return [
    component("Email Transmission File", "transmission.eml", {
      mimeType: "message/rfc822-stubbed",
      size: Math.ceil(texts * 0.15),
    }),
    component("Email Primary Body HTML", "body.htm", { mimeType: "text/html", size: Math.ceil(texts * 0.7) }),
    component("Email Primary Body Plain Text", "body.txt", {
      mimeType: "text/plain",
      size: Math.ceil(texts * 0.1),
    }),
    ...(file === null
      ? []
      : [
          {
            type: "Attachment",
            name: file.fileName,
            extension: file.extension,
            mimeType: file.mime,
            size: file.size,
            hash: sha256Of(file),
          },
        ]),
  ];
}

function listPolicies(message: Message) {
  const policies = [
    ["Spam Scanning", "Default Spam Scanning Definition"],
    ["Delivery Routing", deliveryRoute(message)],
    ...(message.url === null ? [] : [["URL Protection", "Default Inbound URL Protect Definition"]]),
    ...(message.attachment === null
      ? []
      : [["Attachment Protection", "Default Inbound Attachment Protect Definition"]]),
  ];
  return policies.map(([policyType, policyName]) => ({ policyType, policyName, inherited: false }));
}

function describeQueue(message: Message) {
  const { reason } = holdOf(message);
  return {
    id: idOfHeld(message),
    heldGroup: "Administrator",
    reason,
    info: "",
    createTime: formatUtc(message.time),
    fromHeader: message.headerFrom,
    fromEnvelope: message.sender,
    to: message.recipient,
    subject: message.subject,
    route: message.direction.toLowerCase(),
    attachments: message.attachment !== null,
    size: message.size,
  };
}

function describeRetention({ time }: Message) {
  const purge = formatUtc(time + retentionDays * dayMs);
  return {
    currentPurgeDate: purge,
    purgeBasedOn: "original",
    originalPurgeDate: purge,
    retentionAdjustmentDays: -1,
    litigationHoldInfo: [],
    fbrStamps: [],
    smartTags: [],
    fbrExpireCheck: [],
    audits: [],
  };
}
