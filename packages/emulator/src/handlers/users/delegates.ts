import type { Delegation } from "../../administration/addresses/delegate-book.js";
import { noteDirectory } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { type JsonObject, readText } from "../../wire/decode.js";
import { answerEnvelope, readItems } from "../../wire/envelope.js";
import { type ItemError, itemErrors, wireErrors } from "../../wire/errors.js";
import { handleEach } from "../each-item.js";
import type { Handler } from "../handler.js";
import { readInternal } from "./addresses.js";

const most = 25;

/**
 * Lets one person open the mailbox of another. By the vendor's words `primaryAddress` receives the right and
 * `delegateAddress` is the mailbox; `guesses.invertedDelegates` has it the other way round, as a client found it.
 * Repeating it goes by the guess `repeatedDelegate`.
 */
export const addDelegates = handleEach(
  ({ item, call, emulation }) => {
    const primary = readInternal(item, { field: "primaryAddress", emulation });
    if ("errors" in primary) return primary;
    const delegate = readInternal(item, { field: "delegateAddress", emulation });
    if ("errors" in delegate) return delegate;
    const { address: primaryAddress } = primary;
    const { address: delegateAddress } = delegate;
    if (primaryAddress === delegateAddress)
      return { errors: [itemErrors.oneOfTwo("primaryAddress", "delegateAddress")] };
    const delegation = readPair({ primaryAddress, delegateAddress }, emulation);
    const { delegates } = emulation.administration.directory;
    const isKnown = delegates.mayOpen(delegation.reader, delegation.mailbox);
    if (isKnown && emulation.guesses.repeatedDelegate === "refused")
      return { errors: [itemErrors.userExists("delegateAddress")] };
    delegates.add(delegation);
    noteDirectory("Delegate Added", tell(delegation), { call, emulation });
    return { row: { id: idOf(delegation, emulation) } };
  },
  { most },
);

/** Lists them all, or those that the items name on either side. What a row holds beside the addresses is guessed. */
export const findDelegates: Handler = (call, emulation) => {
  const items = readItems(call.body);
  if (items.length > most)
    return wireErrors.itemsFailed([{ key: {}, errors: [itemErrors.tooMany("data", most)] }]);
  const refused = items.flatMap((item) => {
    const errors = item === null ? [itemErrors.nullItem()] : checkFilter(item, emulation);
    return errors.length === 0 ? [] : [{ key: item ?? {}, errors }];
  });
  if (refused.length > 0) return wireErrors.itemsFailed(refused);
  const shown = emulation.administration.directory.delegates
    .list()
    .map((delegation) => showDelegation(delegation, emulation));
  const delegateUsers = shown.filter(
    (row) => items.length === 0 || items.some((item) => item !== null && isMeant(row, item)),
  );
  return answerEnvelope([{ delegateUsers }]);
};

export const removeDelegates = handleEach(
  ({ item, call, emulation }) => {
    const id = readText(item, "id");
    if (id === null) return { errors: [itemErrors.missing("id")] };
    const { delegates } = emulation.administration.directory;
    const found = delegates.list().find((delegation) => idOf(delegation, emulation) === id);
    if (found === undefined) return { errors: [itemErrors.invalidToken()] };
    delegates.remove(found);
    noteDirectory("Delegate Removed", tell(found), { call, emulation });
    return { row: { id } };
  },
  { most },
);

interface Pair {
  readonly primaryAddress: string;
  readonly delegateAddress: string;
}

const sides = ["primaryAddress", "delegateAddress"] as const;

function checkFilter(item: JsonObject, emulation: Emulation): readonly ItemError[] {
  return sides.flatMap((field) => {
    if (item[field] === undefined) return [];
    const read = readInternal(item, { field, emulation });
    return "errors" in read ? read.errors : [];
  });
}

function isMeant(row: Pair, item: JsonObject): boolean {
  return sides.every((field) => (readText(item, field)?.toLowerCase() ?? row[field]) === row[field]);
}

function readPair({ primaryAddress, delegateAddress }: Pair, { guesses }: Emulation): Delegation {
  return guesses.invertedDelegates
    ? { reader: delegateAddress, mailbox: primaryAddress }
    : { reader: primaryAddress, mailbox: delegateAddress };
}

function showDelegation(delegation: Delegation, emulation: Emulation) {
  const { reader, mailbox } = delegation;
  const [primaryAddress, delegateAddress] = emulation.guesses.invertedDelegates
    ? [mailbox, reader]
    : [reader, mailbox];
  return { id: idOf(delegation, emulation), primaryAddress, delegateAddress };
}

function idOf({ reader, mailbox }: Delegation, { mint }: Emulation): string {
  return mint.seal("delegate", [reader, mailbox]);
}

function tell({ reader, mailbox }: Delegation): string {
  return `${reader} for the mailbox ${mailbox}`;
}
