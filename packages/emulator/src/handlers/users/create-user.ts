import type { UserAccount } from "../../administration/users.js";
import { noteDirectory } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { isAddress } from "../../wire/addresses.js";
import { type JsonObject, readFlag, readText } from "../../wire/decode.js";
import { type ItemError, itemErrors } from "../../wire/errors.js";
import { handleEach } from "../each-item.js";

/** Gives somebody an address, who can sign in with it. There is no call that takes it away. */
export const createUser = handleEach(
  ({ item, call, emulation }) => {
    const made = makeUser(item, emulation);
    if ("errors" in made) return made;
    const { emailAddress } = made.user;
    noteDirectory("User Created", emailAddress, { call, emulation });
    return { row: { id: emulation.mint.seal("user", [emailAddress]), emailAddress } };
  },
  { most: 1 },
);

/** Makes the user of an item, or says what is wrong with it. */
export function makeUser(
  item: JsonObject,
  emulation: Emulation,
): { readonly user: UserAccount } | { readonly errors: readonly ItemError[] } {
  const emailAddress = readText(item, "emailAddress");
  if (emailAddress === null) return { errors: [itemErrors.missing("emailAddress")] };
  if (!isAddress(emailAddress)) return { errors: [itemErrors.invalidAddress("emailAddress")] };
  const { directory } = emulation.administration;
  const domain = emailAddress.slice(emailAddress.lastIndexOf("@") + 1).toLowerCase();
  if (!directory.domains.isVerified(domain)) return { errors: [itemErrors.forbiddenForAddress()] };
  if (emulation.isInternalAddress(emailAddress.toLowerCase())) return { errors: [itemErrors.userExists()] };
  const password = readText(item, "password");
  if (password !== null && !emulation.administration.directory.isGoodPassword(password))
    return { errors: [itemErrors.passwordInvalid()] };
  const user = directory.createUser({
    emailAddress,
    name: readText(item, "name") ?? "",
    forceChangeAtLogon: readFlag(item, "forcePasswordChange") ?? false,
    ...(password === null ? {} : { password }),
  });
  return { user };
}
