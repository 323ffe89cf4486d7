import { type Alteration, alterAddress } from "../policies/alterations.js";
import type { Policies } from "../policies/policies.js";
import type { Message } from "./message.js";

/**
 * The message with the addresses that the account writes in the place of those it had. Mail within the company isn't
 * altered, nor what was refused; `isNow` for a message of this very moment.
 */
export function alterAddresses(
  message: Message,
  policies: Policies,
  { isNow = false }: { readonly isNow?: boolean } = {},
): Message {
  const { alterations } = policies;
  if (alterations.isUnused || message.fate === "rejected" || message.direction === "Internal") return message;
  const book = policies.of("address-alteration");
  const policy = isNow ? book.judgeNow(message, message.time) : book.judge(message, message.time);
  const setId = policy?.definitionId ?? alterations.rootId;
  const route = message.direction === "Inbound" ? "inbound" : "outbound";
  const inForce = (isNow ? alterations.now(message.time) : alterations.at(message.time)).filter(
    ({ routing, setId: own }) => own === setId && (routing === "all" || routing === route),
  );
  if (inForce.length === 0) return message;
  const about = (type: Alteration["addressType"]) =>
    inForce.filter(({ addressType }) => addressType === "all" || addressType === type);
  return {
    ...message,
    sender: alterAddress(message.sender, about("envelope_from")),
    headerFrom: alterAddress(message.headerFrom, about("from")),
    recipient: alterAddress(message.recipient, about("envelope_to")),
  };
}
