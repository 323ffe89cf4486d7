import type { FormDocument } from "../event.js";
import { type Draft, observableTypes } from "./draft.js";

/** The pattern of `email_t` (OCSF 1.8.0): it wants a dot in the domain and no underscore there. */
const addressPattern = /^[a-zA-Z0-9!#$%&'*+-/=?^_`{|}~.]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9-.]+$/;

/** Whether OCSF takes the text for an address: the null sender and local names are none. */
export function isAddress(text: string | undefined): text is string {
  return text !== undefined && addressPattern.test(text);
}

/** A `user` object for somebody known by address, name or both; null for nobody. */
export function describeUser(
  address: string | undefined,
  fullName?: string | undefined,
): (FormDocument & { name: string }) | null {
  const name = address ?? fullName;
  if (name === undefined) return null;
  const user: FormDocument & { name: string } = { name };
  if (isAddress(address)) user["email_addr"] = address;
  if (fullName !== undefined) user["full_name"] = fullName;
  return user;
}

/** Takes who acted into a `user` object standing at `path`; an address that a mail was observed by is not told twice. */
export function takeActor(draft: Draft, path: string): FormDocument | null {
  const { left, observables } = draft;
  const user = describeUser(left.actor, left.actorName);
  if (user === null) return null;
  left.actor = undefined;
  left.actorName = undefined;
  if (observables.some(({ value }) => value === user.name)) return user;
  const hasAddress = user["email_addr"] !== undefined;
  observables.push({
    name: hasAddress ? `${path}.email_addr` : `${path}.name`,
    type_id: hasAddress ? observableTypes.address : observableTypes.user,
    value: user.name,
  });
  return user;
}
