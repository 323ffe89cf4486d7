import { wireErrors } from "../../wire/errors.js";
import type { Handler, HandlerGroup } from "../handler.js";
import { getAliases, removeAliases, updateAliases } from "./aliases.js";
import { getAttributes, updateAttributes } from "./attributes.js";
import { createUser } from "./create-user.js";
import { addDelegates, findDelegates, removeDelegates } from "./delegates.js";
import { getInternalUsers } from "./get-internal-users.js";
import { getImportStatus, importUsers } from "./import-users.js";
import { addToPurgeList, removeFromPurgeList } from "./purge-list.js";
import { createUserResource, listUsers } from "./rest.js";
import { updateUsers } from "./update-user.js";

export const userHandlers: HandlerGroup = {
  "user.create-user": createUser,
  "user.update-user": updateUsers,
  "user.get-internal-users": getInternalUsers,
  "user.get-aliases": getAliases,
  "user.update-alias": updateAliases,
  "user.remove-alias": removeAliases,
  "user.get-attributes": getAttributes,
  "user.update-attributes": updateAttributes,
  "user.add-delegate-user": onGateway(addDelegates),
  "user.find-delegate-users": onGateway(findDelegates),
  "user.remove-delegate-user": onGateway(removeDelegates),
  "user.import-users": importUsers,
  "user.get-import-status": getImportStatus,
  "user.add-to-purge-list": addToPurgeList,
  "user.remove-from-purge-list": removeFromPurgeList,
  "user.users.list": onGateway(listUsers),
  "user.users.create": onGateway(createUserResource),
};

/** Accounts without the gateway answer 404 to these, as clients have met it. */
function onGateway(handler: Handler): Handler {
  return (call, emulation) =>
    emulation.guesses.withoutGatewayUsers
      ? wireErrors.absentOnTenant(call.generation)
      : handler(call, emulation);
}
