import { noteDirectory } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import type { JsonObject } from "../../wire/decode.js";
import { type ItemError, itemErrors } from "../../wire/errors.js";
import { handleEach, type ItemCall } from "../each-item.js";
import { readInternal } from "./addresses.js";

const mostAddresses = 1000;

/** Puts addresses on the list of those to be purged, all of them or none (guess `purgeListPartly`). What is answered is guessed, here and below. */
export const addToPurgeList = handleEach(
  ({ item, call, emulation }) => {
    const addresses = readAddresses(item, emulation);
    if ("errors" in addresses) return addresses;
    for (const address of addresses) emulation.administration.directory.purgeList.add(address);
    return settle("added", { addresses, call, emulation });
  },
  { most: 1 },
);

export const removeFromPurgeList = handleEach(
  ({ item, call, emulation }) => {
    const addresses = readAddresses(item, emulation);
    if ("errors" in addresses) return addresses;
    const { purgeList } = emulation.administration.directory;
    const absent = addresses.filter((address) => !purgeList.has(address));
    if (absent.length > 0 && !emulation.guesses.purgeListPartly)
      return { errors: absent.map(itemErrors.notOnPurgeList) };
    for (const address of addresses) purgeList.delete(address);
    return settle("removed", { addresses, call, emulation });
  },
  { most: 1 },
);

function settle(
  what: "added" | "removed",
  { addresses, ...who }: Omit<ItemCall, "item"> & { readonly addresses: readonly string[] },
) {
  noteDirectory("Purge List Updated", `${addresses.length} ${what}`, who);
  return { row: { emailAddresses: addresses } };
}

function readAddresses(
  item: JsonObject,
  emulation: Emulation,
): readonly string[] | { readonly errors: readonly ItemError[] } {
  const given = item["emailAddresses"];
  if (!Array.isArray(given) || given.length === 0) return { errors: [itemErrors.missing("emailAddresses")] };
  if (given.length > mostAddresses) return { errors: [itemErrors.tooMany("emailAddresses", mostAddresses)] };
  const addresses: string[] = [];
  for (const address of given) {
    const read = readInternal({ emailAddresses: address }, { field: "emailAddresses", emulation });
    if (!("errors" in read)) addresses.push(read.address);
    else if (!emulation.guesses.purgeListPartly) return read;
  }
  return addresses;
}
