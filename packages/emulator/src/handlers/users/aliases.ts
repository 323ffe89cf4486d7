import { noteDirectory } from "../../logs/audit-trail.js";
import { domainOf } from "../../traffic/message.js";
import { readText } from "../../wire/decode.js";
import { itemErrors } from "../../wire/errors.js";
import { handleEach } from "../each-item.js";
import { readAddress, readInternal } from "./addresses.js";

const most = 5;

/** Lists the aliases of a user, in the form in which they are made: guessed. */
export const getAliases = handleEach(({ item, emulation }) => {
  const user = readInternal(item, { field: "emailAddress", emulation });
  if ("errors" in user) return user;
  return { rows: emulation.administration.directory.aliases.of(user.address) };
});

/** Makes an alias or moves it to somebody else. An address that is a user of its own by the guess `aliasOfUser`. */
export const updateAliases = handleEach(
  ({ item, call, emulation }) => {
    const { directory } = emulation.administration;
    const named = readAddress(item, "alias");
    if ("errors" in named) return named;
    const user = readInternal(item, { field: "aliasFor", emulation });
    if ("errors" in user) return user;
    const { address: alias } = named;
    const { address: aliasFor } = user;
    if (!directory.domains.isVerified(domainOf(alias)) || directory.aliases.has(aliasFor))
      return { errors: [itemErrors.forbiddenForAddress()] };
    const isUser = !directory.aliases.has(alias) && emulation.isInternalAddress(alias);
    if (isUser && emulation.guesses.aliasOfUser === "refused")
      return { errors: [itemErrors.userExists("alias")] };
    const put = directory.aliases.put({ alias, aliasFor });
    noteDirectory("Alias Updated", `${alias} for ${aliasFor}`, { call, emulation });
    return { row: put };
  },
  { most },
);

export const removeAliases = handleEach(
  ({ item, call, emulation }) => {
    const { aliases } = emulation.administration.directory;
    const named = readAddress(item, "alias");
    if ("errors" in named) return named;
    const { address: alias } = named;
    const aliasFor = aliases.resolve(alias);
    const meant = readText(item, "aliasFor")?.toLowerCase() ?? aliasFor;
    if (meant !== aliasFor || !aliases.remove(alias)) return { errors: [itemErrors.aliasNotFound()] };
    noteDirectory("Alias Removed", `${alias} for ${aliasFor}`, { call, emulation });
    return { row: { alias, aliasFor } };
  },
  { most },
);
