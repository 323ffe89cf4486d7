import type { UserAccount } from "../../administration/users.js";
import { noteDirectory } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { type JsonObject, readFlag, readText } from "../../wire/decode.js";
import { type ItemError, itemErrors } from "../../wire/errors.js";
import { handleEach } from "../each-item.js";
import { openAccount } from "./addresses.js";

const flags = [
  "accountDisabled",
  "accountLocked",
  "allowPop",
  "allowSmtp",
  "forcePasswordChange",
  "passwordNeverExpires",
] as const;

/** Changes what is given and answers with the whole state: an update of nothing is the way to read it. */
export const updateUsers = handleEach(
  ({ item, call, emulation }) => {
    const emailAddress = readText(item, "emailAddress");
    if (emailAddress === null) return { errors: [itemErrors.missing("emailAddress")] };
    const errors = validate(item, emulation.administration);
    if (errors.length > 0) return { errors };
    const user = openAccount(emailAddress, emulation);
    if (user === null) return { errors: [itemErrors.forbiddenForAddress()] };
    change(user, item);
    if (Object.keys(item).length > 1)
      noteDirectory("User Settings Updated", user.emailAddress, { call, emulation });
    return { row: showUser(user) };
  },
  { most: 5 },
);

function validate(item: JsonObject, { directory }: Emulation["administration"]): ItemError[] {
  const errors = flags
    .filter((flag) => item[flag] !== undefined && typeof item[flag] !== "boolean")
    .map((flag) => itemErrors.notAllowed(flag, ["true", "false"]));
  const password = readText(item, "password");
  if (password !== null && !directory.isGoodPassword(password)) errors.push(itemErrors.passwordInvalid());
  return errors;
}

/** A new password and a disabled account end the keys of the user, as at the console. */
function change(user: UserAccount, item: JsonObject): void {
  const password = readText(item, "password");
  if (password !== null) user.changePassword(password);
  const isDisabled = readFlag(item, "accountDisabled");
  if (isDisabled === true && user.isEnabled) user.disable();
  if (isDisabled === false) user.enable();
  user.isLocked = readFlag(item, "accountLocked") ?? user.isLocked;
  user.allowPop = readFlag(item, "allowPop") ?? user.allowPop;
  user.allowSmtp = readFlag(item, "allowSmtp") ?? user.allowSmtp;
  user.forceChangeAtLogon = readFlag(item, "forcePasswordChange") ?? user.forceChangeAtLogon;
  user.passwordNeverExpires = readFlag(item, "passwordNeverExpires") ?? user.passwordNeverExpires;
  user.archiveStartDate = readText(item, "archiveStartDate") ?? user.archiveStartDate;
  user.name = readText(item, "name") ?? user.name;
}

function showUser(user: UserAccount): JsonObject {
  return {
    emailAddress: user.emailAddress,
    name: user.name,
    accountDisabled: !user.isEnabled,
    accountLocked: user.isLocked,
    allowPop: user.allowPop,
    allowSmtp: user.allowSmtp,
    forcePasswordChange: user.forceChangeAtLogon,
    passwordNeverExpires: user.passwordNeverExpires,
    ...(user.archiveStartDate === null ? {} : { archiveStartDate: user.archiveStartDate }),
  };
}
