import { type Alteration, alterAddress } from "../policies/alterations.js";
import type { Policies } from "../policies/policies.js";
import type { Message } from "./message.js";

/**
 * The message with the addresses that the account writes in the place of those it had. What was refused isn't
 * altered, nor mail within the company unless the guess `internalMailAltered` has it so; `isNow` for a message of this very moment.
 */
export function alterAddresses(
  message: Message,
  policies: Policies,
  { isNow = false }: { readonly isNow?: boolean } = {},
): Message {
  const { alterations } = policies;
  if (alterations.isUnused || message.fate === "rejected" || isLeftAlone(message, policies)) return message;
  const book = policies.of("address-alteration");
  const policy = isNow ? book.judgeNow(message, message.time) : book.judge(message, message.time);
  const setId = policy?.definitionId ?? alterations.rootId;
  const route = message.direction === "Inbound" ? "inbound" : "outbound";
  const inForce = (isNow ? alterations.now(message.time) : alterations.at(message.time)).filter(
    ({ routing, setId: own }) =>
      alterations.isApplied(own, setId) && (routing === "all" || routing === route),
  );
  if (inForce.length === 0) return message;
  const { guesses } = alterations;
  const alter = (address: string, type: Alteration["addressType"]) =>
    alterAddress(address, {
      among: inForce.filter(({ addressType }) => addressType === "all" || addressType === type),
      guesses,
    });
  return {
    ...message,
    sender: alter(message.sender, "envelope_from"),
    headerFrom: alter(message.headerFrom, "from"),
    recipient: alter(message.recipient, "envelope_to"),
  };
}

function isLeftAlone({ direction }: Message, { alterations }: Policies): boolean {
  return direction === "Internal" && !alterations.guesses.internalMailAltered;
}
