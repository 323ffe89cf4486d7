import { noteDirectory } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { answerJson, Refusal } from "../../wire/answer.js";
import { wireErrors } from "../../wire/errors.js";
import type { Handler } from "../handler.js";
import { cutCursorPage } from "../list-pages.js";
import { readBody } from "../rest-body.js";
import { type InternalAddress, listAddresses } from "./addresses.js";
import { makeUser } from "./create-user.js";

/** The same addresses as a resource of API 2.0. */
export const listUsers: Handler = (call, emulation) => {
  const { rows, meta } = cutCursorPage(listAddresses(emulation), { call, emulation, kind: "users" });
  return answerJson({ users: rows.map((address) => showAddress(address, emulation)), meta });
};

/** Takes one user a call: the body is guessed to be that of the older call. */
export const createUserResource: Handler = (call, emulation) => {
  const made = makeUser(readBody(call), emulation);
  if ("errors" in made) throw new Refusal(wireErrors.restRefused(made.errors));
  noteDirectory("User Created", made.user.emailAddress, { call, emulation });
  return answerJson({ id: emulation.mint.seal("user", [made.user.emailAddress]) }, { status: 201 });
};

function showAddress(
  { emailAddress, name, domain, account, isAlias }: InternalAddress,
  emulation: Emulation,
) {
  const created = account === null ? null : new Date(account.createdAt).toISOString();
  return {
    id: emulation.mint.seal("user", [emailAddress]),
    emailAddress,
    name,
    domain,
    type: "created_manually",
    addressType: "internal",
    internal: true,
    isAlias,
    disabled: account?.isEnabled === false,
    ...(created === null ? {} : { createdDateTime: created, updatedDateTime: created }),
  };
}
