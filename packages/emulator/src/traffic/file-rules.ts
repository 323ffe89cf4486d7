import type { HashList } from "../console/hash-list.js";
import { sha256Of } from "./file-bytes.js";
import { virusRejection } from "./ingredients.js";
import type { Message, Rejection } from "./message.js";

/** Guessed after that of a virus: nobody shows what is logged for a file the account itself has blocked. */
const fileRejection: Rejection = {
  ...virusRejection,
  info: "Email rejected due to security policies - file blocked by the account's threat intelligence",
};

/** What becomes of a message whose file the account's own list knew at its time. */
export function applyFileRules(message: Message, list: HashList): Message {
  const { attachment, time } = message;
  if (attachment === null || list.isUnused) return message;
  return settleFile(message, list.judge(sha256Of(attachment), time));
}

/** A blocked file is refused with its mail; an allowed one passes every scan. What was refused before isn't looked at. */
export function settleFile(message: Message, verdict: "ALLOW" | "BLOCK" | null): Message {
  const { attachment, fate, rejection } = message;
  if (verdict === null || attachment === null || message.direction === "Outbound") return message;
  if (fate === "rejected" && rejection !== virusRejection) return message;
  if (verdict === "BLOCK")
    return { ...message, fate: "rejected", rejection: fileRejection, holdReason: null };
  const allowed = { ...message, virus: null, attachment: { ...attachment, isAllowed: true } };
  return fate === "held" ? allowed : { ...allowed, fate: "delivered", rejection: null };
}
