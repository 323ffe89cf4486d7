import type { UserAccount } from "../../administration/users.js";
import type { Emulation } from "../../tenant/emulation.js";
import { findPerson } from "../../traffic/company.js";
import { domainOf } from "../../traffic/message.js";
import { isAddress } from "../../wire/addresses.js";
import { type JsonObject, readText } from "../../wire/decode.js";
import { type ItemError, itemErrors } from "../../wire/errors.js";

/** An address of the company: of somebody who only sends and receives mail, or of one who can sign in. */
export interface InternalAddress {
  readonly emailAddress: string;
  readonly name: string;
  readonly domain: string;
  readonly account: UserAccount | null;
  readonly isAlias: boolean;
}

/** Everybody of the company, those who were given a sign-in by hand, and the aliases of both. */
export function listAddresses({ administration, traffic }: Emulation): InternalAddress[] {
  const { directory } = administration;
  const staff = new Set(traffic.company.people.map(({ address }) => address));
  const others = directory.users.filter(({ emailAddress }) => !staff.has(emailAddress));
  const users = [
    ...traffic.company.people.map(({ address, name }) => ({ emailAddress: address, name })),
    ...others,
  ].map(({ emailAddress, name }) => {
    const account = directory.findUser(emailAddress);
    const shownName = account === null || account.name === "" ? name : account.name;
    return { emailAddress, name: shownName, domain: domainOf(emailAddress), account, isAlias: false };
  });
  const aliases = directory.aliases.list().flatMap(({ alias, aliasFor }) => {
    const user = users.find(({ emailAddress }) => emailAddress === aliasFor);
    if (user === undefined) return [];
    return [{ ...user, emailAddress: alias, domain: domainOf(alias), isAlias: true }];
  });
  return [...users, ...aliases];
}

/** An address of the item, in small letters, that the company has: what the calls about people ask for. */
export function readInternal(
  item: JsonObject,
  { field, emulation }: { readonly field: string; readonly emulation: Emulation },
): { readonly address: string } | { readonly errors: readonly ItemError[] } {
  const read = readAddress(item, field);
  if ("errors" in read || emulation.isInternalAddress(read.address)) return read;
  return { errors: [itemErrors.forbiddenForAddress()] };
}

/** An address of the item, in small letters, whoever has it. */
export function readAddress(
  item: JsonObject,
  field: string,
): { readonly address: string } | { readonly errors: readonly ItemError[] } {
  const text = readText(item, field);
  if (text === null) return { errors: [itemErrors.missing(field)] };
  if (!isAddress(text)) return { errors: [itemErrors.invalidAddress(field)] };
  return { address: text.toLowerCase() };
}

/** The account of an address; whoever only had mail has one from the first change on. Null: not the company's. */
export function openAccount(emailAddress: string, emulation: Emulation): UserAccount | null {
  const { directory } = emulation.administration;
  const known = directory.findUser(emailAddress);
  if (known !== null) return known;
  const wanted = emailAddress.trim().toLowerCase();
  const person = findPerson(emulation.traffic.company, wanted);
  return person === undefined ? null : directory.createUser({ emailAddress: wanted, name: person.name });
}
