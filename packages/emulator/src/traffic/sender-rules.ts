import type { BlockedSenders } from "../console/blocked-senders.js";
import type { ManagedSenders } from "../console/managed-senders.js";
import { personalRejection, policyRejection } from "./ingredients.js";
import type { Message } from "./message.js";

/** Who may write to the company, and to whom in it. */
export interface SenderRules {
  readonly blockedSenders: BlockedSenders;
  readonly managedSenders: ManagedSenders;
}

/** What became of a message under the rules of its time: the policies first, then the recipient's own list. */
export function applySenderRules(message: Message, { blockedSenders, managedSenders }: SenderRules): Message {
  if (message.fate === "rejected" || message.direction !== "Inbound") return message;
  if (blockedSenders.judge(message, message.time) !== null) return refuseByPolicy(message);
  const personal = managedSenders.judge(message, message.time);
  if (personal === "Block") return refuseByRecipient(message);
  return personal === "Permit" ? skipSpamChecks(message) : message;
}

export function refuseByPolicy(message: Message): Message {
  return { ...message, fate: "rejected", rejection: policyRejection, holdReason: null };
}

export function refuseByRecipient(message: Message): Message {
  return { ...message, fate: "rejected", rejection: personalRejection, holdReason: null };
}

/** Whatever else is looked for in mail is looked for in that of a permitted sender too. */
function skipSpamChecks(message: Message): Message {
  if (message.kind !== "spam" || message.fate !== "held") return message;
  return { ...message, fate: "delivered", holdReason: null, spamScore: 0 };
}
