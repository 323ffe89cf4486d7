import { noteDirectory } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { isObject, type JsonObject, readText } from "../../wire/decode.js";
import { type ItemError, itemErrors } from "../../wire/errors.js";
import { handleEach } from "../each-item.js";
import { readInternal } from "./addresses.js";

const most = 25;
/** Not published: room enough for anything honest. */
const longestValue = 255;

/** What is noted of people. Attributes nobody has set come with an empty value. */
export const getAttributes = handleEach(
  ({ item, emulation }) => {
    const user = readInternal(item, { field: "emailAddress", emulation });
    return "errors" in user ? user : { row: show(user.address, emulation) };
  },
  { most },
);

/** Sets those that are named, all of them or none, and answers with the whole. */
export const updateAttributes = handleEach(
  ({ item, call, emulation }) => {
    const user = readInternal(item, { field: "emailAddress", emulation });
    if ("errors" in user) return user;
    const { attributes } = emulation.administration.directory;
    const changes = readChanges(item, emulation);
    if ("errors" in changes) return changes;
    const since = emulation.clock.now();
    for (const change of changes) attributes.set(user.address, { ...change, since });
    // Policies can be about attributes.
    emulation.forgetFuture();
    noteDirectory("User Attributes Updated", user.address, { call, emulation });
    return { row: show(user.address, emulation) };
  },
  { most },
);

function readChanges(
  item: JsonObject,
  { administration }: Emulation,
): readonly { readonly id: string; readonly value: string }[] | { readonly errors: readonly ItemError[] } {
  const given = item["attributes"];
  if (!Array.isArray(given) || given.length === 0) return { errors: [itemErrors.missing("attributes")] };
  const changes: { readonly id: string; readonly value: string }[] = [];
  for (const change of given) {
    const id = readText(change, "id");
    const value = readText(change, "value");
    if (!isObject(change) || id === null) return { errors: [itemErrors.missing("attributes.id")] };
    if (value === null) return { errors: [itemErrors.missing("attributes.value")] };
    if (value.length > longestValue)
      return { errors: [itemErrors.tooLong("attributes.value", longestValue)] };
    if (!administration.directory.attributes.types.some((type) => type.id === id))
      return { errors: [itemErrors.invalidToken()] };
    changes.push({ id, value });
  }
  return changes;
}

function show(emailAddress: string, { administration, clock, guesses }: Emulation): JsonObject {
  const { attributes } = administration.directory;
  const at = clock.now();
  return {
    emailAddress,
    attributes: attributes.types.map(({ id, name }) => ({
      id,
      ...(guesses.attributeNames ? { name } : {}),
      value: attributes.read(emailAddress, { id, at }),
    })),
  };
}
