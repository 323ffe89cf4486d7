import { PosternError } from "../../errors/postern-error.js";
import { kindOfName } from "../names/names.js";

export const blockMethods = ["policy", "group", "recipient"] as const;
export type BlockMethod = (typeof blockMethods)[number];

export interface MethodChoice {
  readonly method: BlockMethod;
  /** Why this one: a plain sentence. */
  readonly why: string;
  /** The writing action that does it, and its input. */
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface MethodWish {
  readonly deed: "block" | "permit";
  /** An address or a domain. */
  readonly sender: string;
  /** One recipient; null for everyone. */
  readonly recipient: string | null;
  /** What the operator asks for; null leaves the choice to the reasons. */
  readonly method: BlockMethod | null;
  /** How many senders are meant at once. */
  readonly senders?: number;
}

/** From so many on, a group keeps the list of policies readable (actions reference, 3.4: large lists). */
const manySenders = 20;

/**
 * Chooses among the ways Mimecast has to block a sender, with the reason in words. Pure. Throws `bad-usage` for a way
 * that can't be gone.
 */
export function chooseMethod(given: MethodWish): MethodChoice {
  const wish = { ...given, sender: given.sender.trim().toLowerCase().replace(/^@/, "") };
  const refusal = refuseMethod(wish);
  if (refusal !== null) throw new PosternError("bad-usage", refusal);
  const { deed, sender, recipient, method } = wish;
  const { chosen, why } = method === null ? weigh(wish) : { chosen: method, why: reasons[method] };
  const scope = recipient === null ? {} : { to: recipient };
  switch (chosen) {
    case "policy":
      return { method: chosen, why, action: `${deed}-sender`, input: { sender, ...scope } };
    case "group":
      return { method: chosen, why, action: `${deed}-sender-by-group`, input: { sender } };
    case "recipient":
      return { method: chosen, why, action: `${deed}-sender-for`, input: { sender, ...scope } };
  }
}

const reasons: Readonly<Record<BlockMethod, string>> = {
  policy:
    "A policy reaches the whole account or any part of it, can be dated, read back and deleted without a trace.",
  group:
    "A member of the group Blocked Senders is blocked for the whole account: simplest to take back, best for long lists.",
  recipient:
    "An entry of one recipient's own list touches nobody else; it can't be read back, and on API 1.0 not be removed.",
};

function weigh({ deed, sender, recipient, senders = 1 }: MethodWish): {
  readonly chosen: BlockMethod;
  readonly why: string;
} {
  if (recipient !== null && kindOfName(sender) === "address") {
    return { chosen: "recipient", why: `For one recipient. ${reasons.recipient}` };
  }
  if (recipient === null && deed === "block" && senders >= manySenders) {
    return { chosen: "group", why: `For ${String(senders)} senders. ${reasons.group}` };
  }
  if (recipient !== null)
    return { chosen: "policy", why: `A recipient's own list takes no domain. ${reasons.policy}` };
  return { chosen: "policy", why: reasons.policy };
}

/** Why a way can't be gone; null when it can. */
function refuseMethod({ method, deed, recipient, sender }: MethodWish): string | null {
  if (method === "recipient" && recipient === null) return "By recipient needs the recipient: --to ADDRESS.";
  if (method === "recipient" && kindOfName(sender) !== "address") {
    return "By recipient takes one address as sender: a domain goes by policy.";
  }
  if (method === "group" && recipient !== null)
    return "A group blocks for everyone: leave the recipient out.";
  if (method === "group" && deed === "permit") {
    return "Mimecast refuses changes of the group Permitted Senders: permit by policy, or for one recipient.";
  }
  return null;
}
