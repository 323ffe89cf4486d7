import { z } from "zod";
import type { HistoryTarget } from "../model/action.js";
import type { Reach } from "../model/plan.js";
import { kindOfName, senderText, showName } from "../names/names.js";
import { groupOf } from "./sender-policies.js";

/** `everyone`, an address, a domain, or a profile group as `group:Name`. */
export const scopeText = z
  .string()
  .trim()
  .regex(/^group:\s*\S/i)
  .transform((text) => `group:${text.slice(text.indexOf(":") + 1).trim()}`)
  .or(senderText);

export function describeSender(sender: string): string {
  if (sender === "everyone") return "everybody";
  return kindOfName(sender) === "domain" ? `everybody at ${showName(sender)}` : showName(sender);
}

export function describeRecipient(to: string): string {
  const group = groupOf(to);
  if (group !== null) return `the members of "${group}"`;
  if (to === "everyone") return "everyone in the account";
  return kindOfName(to) === "domain" ? `everyone at ${showName(to)}` : showName(to);
}

/** A mistake about one recipient goes no further than them. */
export function reachOf({ sender, to = "everyone" }: { sender: string; to?: string | undefined }): Reach {
  const names = sender === "everyone" ? [] : [sender];
  const isForOne = groupOf(to) === null && kindOfName(to) === "address";
  return { names, width: isForOne ? "person" : kindOfName(sender) };
}

export function historyOf({ sender }: { readonly sender: string }): HistoryTarget | null {
  switch (kindOfName(sender)) {
    case "everyone":
      return null;
    case "address":
      return { sender };
    case "domain":
      return { senderDomain: sender };
  }
}
