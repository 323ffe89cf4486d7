import { isDangerous } from "../traffic/ingredients.js";
import type { Message } from "../traffic/message.js";
import { idsOf, queuePlaceOf } from "./line-ids.js";
import { type LineContext, momentAfter, processDelay } from "./line-times.js";

/** Lines of Cloud Integrated, one JSON text each: real booleans and lists, members in the order of the alphabet. */

/** What Cloud Integrated made of a message. Only combinations that were seen. */
interface Judgement {
  readonly threatType: "NO_DETECTIONS" | "MALWARE" | "POLICIES_DISABLED";
  readonly threatState: "DELIVERY_IN_PROGRESS" | "DELIVERED" | "BLOCKED";
  readonly tags: readonly string[] | null;
  readonly action: "DO_NOTHING" | "BLOCK" | null;
}

const policyName = "Default O365 Mail policy";

function judge(message: Message): Judgement {
  const { attachment, fate, kind, virus } = message;
  const isMalware =
    virus !== null || (fate === "sandboxed" && attachment !== null && isDangerous(attachment));
  if (isMalware) return { threatType: "MALWARE", threatState: "BLOCKED", tags: ["MALWARE"], action: "BLOCK" };
  if (kind === "spam") {
    const tags = ["UNTRUSTWORTHY", "SPAM"];
    return { threatType: "POLICIES_DISABLED", threatState: "DELIVERED", tags, action: null };
  }
  const isDoubtful = kind === "phishing" || kind === "impersonation";
  return {
    threatType: "NO_DETECTIONS",
    threatState: (message.variant & 3) === 0 ? "DELIVERED" : "DELIVERY_IN_PROGRESS",
    tags: isDoubtful ? ["UNTRUSTWORTHY"] : null,
    action: "DO_NOTHING",
  };
}

export function writeEntities(message: Message, context: LineContext): string {
  const { attachment, direction, variant } = message;
  const { threatType, threatState, tags, action } = judge(message);
  const delay = processDelay(message) + 300;
  return JSON.stringify({
    ...queuePlaceOf(message),
    accountId: context.accountCode,
    ...idsOf(message),
    attachments: attachment === null ? [] : [attachment.fileName],
    direction: (variant & 15) === 0 ? direction : direction.toUpperCase(),
    historicalMail: false,
    messageId: message.messageId,
    policiesApplied: [{ action, mode: action === null ? null : "ACTIVE", name: policyName }],
    recipients: [message.recipient],
    senderEnvelope: message.sender,
    // Some have the one sender, some the other, most have both.
    senderHeader: ((variant >>> 9) & 63) === 0 && message.sender !== "" ? "" : message.headerFrom,
    senderIp: message.senderIp,
    source: "OFFICE_365_MAIL",
    subject: message.subject,
    subtype: threatType,
    tags,
    threatState,
    threatType,
    timestamp: momentAfter(message, { delay, publishedAt: context.publishedAt }),
    type: "entities",
  });
}

export function writeMailflow(message: Message, context: LineContext): string {
  const isTrusted = message.spamScore < 10;
  const isSigned = isTrusted && (message.variant & 1) === 0;
  return JSON.stringify({
    ...queuePlaceOf(message),
    accountId: context.accountCode,
    ...idsOf(message),
    authResults: [
      { aligned: isTrusted, result: isTrusted ? "pass" : "fail", type: "SPF" },
      { aligned: isSigned, result: isSigned ? "pass" : "none", type: "DKIM" },
      { aligned: null, result: isTrusted ? "pass" : "none", type: "DMARC" },
    ],
    messageId: message.messageId,
    subtype: null,
    timestamp: momentAfter(message, { delay: 300, publishedAt: context.publishedAt }),
    type: "mailflow",
  });
}
