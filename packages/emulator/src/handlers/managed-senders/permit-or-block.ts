import { noteManagedSender } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { isAddress } from "../../wire/addresses.js";
import { type JsonObject, readText } from "../../wire/decode.js";
import { type ItemError, itemErrors } from "../../wire/errors.js";
import { handleEach } from "../each-item.js";

const types = { permit: "Permit", block: "Block" } as const;

/** Puts senders on recipients' own lists; bare domains by the guess `senderDomains`. */
export const permitOrBlockSenders = handleEach(
  ({ item, call, emulation }) => {
    const errors = validate(item, emulation);
    if (errors.length > 0) return { errors };
    const named = (readText(item, "to") ?? "").toLowerCase();
    if (!emulation.isInternalAddress(named)) return { errors: [itemErrors.forbiddenForAddress()] };
    // The list is that of the person, whichever of their addresses is named.
    const to = emulation.administration.directory.aliases.resolve(named);
    const type = types[item["action"] === "permit" ? "permit" : "block"];
    const makeId = (serial: number) => `MTOKEN:${emulation.mint.seal("managed-sender", [serial])}`;
    const entry = emulation.managedSenders.put(
      { sender: readText(item, "sender") ?? "", to, type },
      { now: emulation.clock.now(), makeId, isAnew: emulation.guesses.repeatedSender === "new-id" },
    );
    emulation.forgetFuture();
    noteManagedSender("Managed Sender Updated", entry, { call, emulation });
    return { row: entry };
  },
  { most: 100 },
);

function validate(item: JsonObject, { guesses }: Emulation): ItemError[] {
  const errors = ["sender", "to"].flatMap((field) => {
    const address = readText(item, field);
    if (address === null) return [itemErrors.missing(field)];
    const isDomain = field === "sender" && guesses.senderDomains === "accepted" && isAddress(`a@${address}`);
    return isDomain || isAddress(address) ? [] : [itemErrors.invalidAddress(field)];
  });
  const action = readText(item, "action");
  if (action === null) errors.push(itemErrors.missing("action"));
  else if (!Object.hasOwn(types, action)) errors.push(itemErrors.notAllowed("action", Object.keys(types)));
  return errors;
}
