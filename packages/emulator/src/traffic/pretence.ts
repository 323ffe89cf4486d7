import { domainOf, type Message } from "./message.js";

/** What can be noticed of a mail that pretends to come from a colleague, as the impersonation log names it. */
export type ImpersonationSign =
  | "similar_internal_domain"
  | "newly_observed_domain"
  | "internal_user_name"
  | "reply_address_mismatch"
  | "targeted_threat_dictionary";

const pressing = /payment|pay |invoice|bank|wire|transfer|gift card|urgent|confidential|überweisung/i;

/** The words of its subject that the threat dictionary has. */
export function threatWordsOf({ subject }: Pick<Message, "subject">): readonly string[] {
  return [...subject.toLowerCase().matchAll(new RegExp(pressing, "gi"))].map(([found]) => found.trim());
}

/** What is noticed of a mail, in the order it is told in: the same in every feed. The name is what gives all of them away. */
export function signsOf(message: Message): readonly ImpersonationSign[] {
  const { headerFrom, recipient, variant } = message;
  const [label = ""] = domainOf(recipient).split(".");
  return [
    ...(domainOf(headerFrom).includes(label) ? (["similar_internal_domain"] as const) : []),
    ...((variant >>> 7) % 4 === 0 ? [] : (["newly_observed_domain"] as const)),
    "internal_user_name",
    ...((variant >>> 9) % 4 === 0 ? (["reply_address_mismatch"] as const) : []),
    ...(pressing.test(message.subject) ? (["targeted_threat_dictionary"] as const) : []),
  ];
}
