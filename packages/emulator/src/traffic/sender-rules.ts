import type { ManagedSenders } from "../console/managed-senders.js";
import type { Policies } from "../policies/policies.js";
import type { Policy } from "../policies/policy.js";
import { lockoutRejection, personalRejection, policyRejection } from "./ingredients.js";
import type { Message, Rejection } from "./message.js";

/** Who may write to the company, and to whom in it. */
export interface SenderRules {
  readonly policies: Policies;
  readonly managedSenders: ManagedSenders;
}

/** What refuses a message: a policy, or its recipient. */
export interface SenderRefusal {
  readonly rejection: Rejection;
  readonly by: Policy | "recipient";
}

/** What became of a message under the rules of its time: the policies first, then the recipient's own list. */
export function applySenderRules(message: Message, rules: SenderRules): Message {
  if (message.direction !== "Inbound") return message;
  const arriving = message.rejection === lockoutRejection ? reopen(message, rules) : message;
  if (arriving.fate === "rejected") return arriving;
  const refusal = findRefusal(arriving, rules);
  if (refusal !== null) return refuse(arriving, refusal);
  const isPermitted = rules.managedSenders.judge(arriving, arriving.time) === "Permit";
  return isPermitted ? skipSpamChecks(arriving) : arriving;
}

/** The rule that refuses a message; `isNow` for one of this very moment, which rules as old as it hold for. */
export function findRefusal(
  message: Message,
  { policies, managedSenders }: SenderRules,
  { isNow = false }: { readonly isNow?: boolean } = {},
): SenderRefusal | null {
  const judge = (family: "blocked-senders" | "anti-spoofing" | "anti-spoofing-bypass") => {
    const book = policies.of(family);
    return isNow ? book.judgeNow(message, message.time) : book.judge(message, message.time);
  };
  // As the account comes, nothing but mail made so is locked out.
  if (isNow || message.kind === "refused" || !policies.of("anti-spoofing").isUntouched) {
    const lockout = judge("anti-spoofing");
    const isLockedOut = lockout !== null && lockout.option !== "no_action";
    if (isLockedOut && judge("anti-spoofing-bypass")?.option !== "enable_bypass")
      return { rejection: lockoutRejection, by: lockout };
  }
  const block = judge("blocked-senders");
  if (block?.option === "block_sender") return { rejection: policyRejection, by: block };
  const personal = isNow
    ? managedSenders.judgeNow(message, message.time)
    : managedSenders.judge(message, message.time);
  return personal === "Block" ? { rejection: personalRejection, by: "recipient" } : null;
}

/** Whether the account has, or ever had, rules of its own by which any mail may be refused. */
export function mayRefuse({ policies, managedSenders }: SenderRules): boolean {
  const isIdle = policies.of("blocked-senders").isIdle && policies.of("anti-spoofing").isUntouched;
  return !isIdle || !managedSenders.isUnused;
}

export function refuse(message: Message, { rejection }: SenderRefusal): Message {
  return { ...message, fate: "rejected", rejection, holdReason: null };
}

/** Mail in the company's own name is made as refused: here it goes through the rules of its time like any other. */
function reopen(message: Message, { policies }: SenderRules): Message {
  const isUntouched =
    policies.of("anti-spoofing").isUntouched && policies.of("anti-spoofing-bypass").isUntouched;
  return isUntouched ? message : { ...message, fate: "delivered", rejection: null };
}

/** Whatever else is looked for in mail is looked for in that of a permitted sender too. */
function skipSpamChecks(message: Message): Message {
  if (message.kind !== "spam" || message.fate !== "held") return message;
  return { ...message, fate: "delivered", holdReason: null, spamScore: 0 };
}
