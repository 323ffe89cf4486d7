import type { EntryMaker } from "../logs/row-maker.js";
import { hashesOf } from "../traffic/file-bytes.js";
import { isDangerous, policyRejection } from "../traffic/ingredients.js";
import type { Message, MessageKind } from "../traffic/message.js";
import type { Traffic } from "../traffic/traffic.js";
import type { JsonObject } from "../wire/decode.js";
import type { TokenMint } from "../wire/tokens.js";

export const threatTypes = ["malware", "phishing", "impersonation", "suspicious", "unwanted"] as const;
export type ThreatType = (typeof threatTypes)[number];

const threatening: ReadonlySet<MessageKind> = new Set([
  "malware",
  "sandboxed",
  "phishing",
  "impersonation",
  "internal-threat",
  "spam",
]);

/** The mails in which something was detected, a row for each. The names of the fields are guessed. */
export function detectionEntries(traffic: Traffic, mint: TokenMint): EntryMaker {
  return (from, until) =>
    traffic.messagesBetween(from, until, threatening).flatMap((message) => {
      const threatType = judge(message);
      return threatType === null
        ? []
        : [{ time: message.time, record: writeDetection(message, { threatType, mint }) }];
    });
}

function judge(message: Message): ThreatType | null {
  // What a policy of the account refused was never looked at.
  if (message.rejection === policyRejection) return null;
  switch (message.kind) {
    case "malware":
      return message.virus === null ? null : "malware";
    case "sandboxed":
      return message.attachment !== null && isDangerous(message.attachment) ? "malware" : null;
    case "phishing":
      return "phishing";
    case "impersonation":
      return "impersonation";
    case "internal-threat":
      return "suspicious";
    default:
      return "unwanted";
  }
}

function writeDetection(
  message: Message,
  { threatType, mint }: { readonly threatType: ThreatType; readonly mint: TokenMint },
): JsonObject {
  const second = Math.floor(message.time / 1000);
  const actions = { rejected: "Rejected", held: "Held", sandboxed: "Sandboxed" } as const;
  const { fate } = message;
  return {
    id: mint.seal("threat-event", [message.time, message.variant]),
    // That of the mail's lines in the SIEM files.
    aggregateId: `${message.trackingCode}_${second}`,
    timestamp: new Date(message.time).toISOString(),
    source: "EMAIL",
    threatType,
    action: fate === "rejected" || fate === "held" || fate === "sandboxed" ? actions[fate] : "Delivered",
    direction: message.direction,
    senderEnvelope: message.sender,
    senderHeader: message.headerFrom,
    senderIp: message.senderIp,
    recipients: [message.recipient],
    subject: message.subject,
    messageId: message.messageId,
  };
}

/** What was found in the mail of a detection: a file, a link, or what else told. */
export function findDetails(detection: JsonObject, traffic: Traffic): JsonObject[] {
  const time = Date.parse(String(detection["timestamp"]));
  const message = traffic
    .messagesBetween(time, time + 1, threatening)
    .find(({ messageId }) => messageId === detection["messageId"]);
  if (message === undefined) return [];
  const { attachment, url, spamScore, virus } = message;
  const head = { detectionId: detection["id"] };
  const file =
    attachment === null
      ? []
      : [{ ...head, type: "FILE", fileName: attachment.fileName, virus, ...hashesOf(attachment) }];
  const link = url === null ? [] : [{ ...head, type: "URL", url, urlCategory: message.urlCategory }];
  return [...file, ...link, { ...head, type: "SPAM", spamScore }];
}
