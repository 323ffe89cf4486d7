import { addressTypes, routings } from "@postern/mimecast/catalogue";
import { noteDefinition } from "../../logs/audit-trail.js";
import type { Alteration, AlterationSet } from "../../policies/alterations.js";
import type { Kept } from "../../policies/definition-book.js";
import type { Emulation } from "../../tenant/emulation.js";
import { isObject, type JsonObject, readNumber, readText } from "../../wire/decode.js";
import { answerEnvelope, readItems } from "../../wire/envelope.js";
import { type ItemError, itemErrors, wireErrors } from "../../wire/errors.js";
import { handleEach } from "../each-item.js";
import type { Handler } from "../handler.js";
import { readEnum } from "./scope-input.js";

/** Through the API; the console takes more (actions reference, 2.13). */
const mostAlterations = 3000;
const addressPattern = /^(?:[^\s@"\\<>]+@(?:[^\s@"\\<>]+\.[^\s@"\\<>]+)?|@[^\s@"\\<>]+\.[^\s@"\\<>]+)$/;

/** A second set of the same name is made. There is no way to change or delete one. */
export const createSet = handleEach(
  ({ item, call, emulation }) => {
    const { sets, rootId } = emulation.policies.alterations;
    const description = readText(item, "description");
    if (description === null) return { errors: [itemErrors.missing("description")] };
    if (description.trim() === "") return { errors: [itemErrors.blank("description")] };
    const parentId = readText(item, "parentId") ?? rootId;
    if (sets.find(parentId) === null) return { errors: [itemErrors.invalidToken()] };
    const made = sets.add({ description, parentId });
    noteDefinition("New Policy Definition", `Address Alteration Set - ${description}`, { call, emulation });
    return { row: showSet(made, { emulation, depth: 0 }) };
  },
  { most: 1 },
);

/** The set asked for, or the root, with as many levels below it as `depth` says. */
export const getSet: Handler = (call, emulation) => {
  const { sets, rootId } = emulation.policies.alterations;
  const items = readItems(call.body);
  const [item = {}] = items;
  const fail = (...errors: ItemError[]) => wireErrors.itemsFailed([{ key: item ?? {}, errors }]);
  if (item === null) return fail(itemErrors.nullItem());
  if (items.length > 1) return fail(itemErrors.tooMany("data", 1));
  const depth = item["depth"] === undefined ? 1 : readNumber(item, "depth");
  if (depth === null || !Number.isInteger(depth) || depth < 0)
    return fail(itemErrors.notAllowed("depth", ["a whole number"]));
  const set = sets.find(readText(item, "folderId") ?? rootId);
  return set === null
    ? fail(itemErrors.invalidToken())
    : answerEnvelope([showSet(set, { emulation, depth })]);
};

/** All alterations of a call are made, or none. Which set they go to without `folderId` is known: the root. */
export const createDefinition = handleEach(
  ({ item, call, emulation }) => {
    const { alterations } = emulation.policies;
    const setId = readText(item, "folderId") ?? alterations.rootId;
    if (alterations.sets.find(setId) === null) return { errors: [itemErrors.invalidToken()] };
    const given = item["addressAlterations"];
    if (!Array.isArray(given) || given.length === 0)
      return { errors: [itemErrors.missing("addressAlterations")] };
    if (alterations.list().length + given.length > mostAlterations)
      return { errors: [itemErrors.tooMany("addressAlterations", mostAlterations)] };
    const errors: ItemError[] = [];
    const drafts = given.map((entry: unknown) => readAlteration(entry, { errors, emulation }));
    if (errors.length > 0) return { errors };
    const rows = drafts.flatMap((draft) => {
      if (draft === null) return [];
      const made = alterations.add({ ...draft, setId }, emulation.clock.now());
      noteDefinition("New Policy Definition", describe(made), { call, emulation });
      return [{ id: made.id, success: true }];
    });
    emulation.forgetFuture();
    return { rows };
  },
  { most: 1 },
);

const filters = ["folderId", "newAddress", "originalAddress", "routing"] as const;

/** `folderId` is left out unless it was asked for. */
export const getDefinition = handleEach(
  ({ item, emulation }) => {
    const wanted = filters.flatMap((field) => {
      const value = readText(item, field);
      return value === null ? [] : [[field, value.toLowerCase()] as const];
    });
    if (wanted.length === 0) return { errors: [itemErrors.nothingGiven()] };
    const isByFolder = wanted.some(([field]) => field === "folderId");
    const found = emulation.policies.alterations
      .list()
      .map(({ setId, ...rest }) => ({ ...rest, folderId: setId }))
      .filter((row) => wanted.every(([field, value]) => row[field].toLowerCase() === value));
    const items = found.map(({ folderId, ...row }) => (isByFolder ? { ...row, folderId } : row));
    return { row: { items } };
  },
  { most: 1 },
);

export const deleteDefinition = handleEach(({ item, call, emulation }) => {
  const id = readText(item, "id");
  if (id === null) return { errors: [itemErrors.missing("id")] };
  const removed = emulation.policies.alterations.remove(id, emulation.clock.now());
  if (removed === null) return { errors: [itemErrors.invalidToken()] };
  emulation.forgetFuture();
  noteDefinition("Policy Definition Deleted", describe(removed), { call, emulation });
  return { row: { id, success: true } };
});

function describe({ originalAddress, newAddress }: Alteration): string {
  return `Address Alteration - ${originalAddress} to ${newAddress}`;
}

/** What counts as its users is guessed: the alterations in it. */
function showSet(
  set: Kept<AlterationSet>,
  { emulation, depth }: { readonly emulation: Emulation; readonly depth: number },
): JsonObject {
  const { alterations } = emulation.policies;
  const children = alterations.sets.list().filter(({ parentId }) => parentId === set.id);
  return {
    id: set.id,
    description: set.description,
    ...(set.parentId === null ? {} : { parentId: set.parentId }),
    source: "cloud",
    folderCount: children.length,
    userCount: alterations.list().filter(({ setId }) => setId === set.id).length,
    folders: depth === 0 ? [] : children.map((child) => showSet(child, { emulation, depth: depth - 1 })),
  };
}

function readAlteration(
  entry: unknown,
  { errors, emulation }: { readonly errors: ItemError[]; readonly emulation: Emulation },
): Omit<Alteration, "id" | "setId"> | null {
  if (!isObject(entry)) {
    errors.push(itemErrors.nullItem());
    return null;
  }
  const addressType = readEnum(entry["addressType"], { field: "addressType", allowed: addressTypes, errors });
  const routing = readEnum(entry["routing"], { field: "routing", allowed: routings, errors });
  const originalAddress = readAddress(entry, { field: "originalAddress", errors, emulation });
  const newAddress = readAddress(entry, { field: "newAddress", errors, emulation });
  if (addressType === null || routing === null || originalAddress === null || newAddress === null)
    return null;
  return { addressType, routing, originalAddress, newAddress };
}

/** `local@domain`, `@domain` or `local@`; the domain has to be one of the company's. */
function readAddress(
  entry: JsonObject,
  rule: { readonly field: string; readonly errors: ItemError[]; readonly emulation: Emulation },
): string | null {
  const { field, errors, emulation } = rule;
  const text = readText(entry, field);
  const domain = text?.slice(text.lastIndexOf("@") + 1) ?? "";
  const { domains } = emulation.administration.directory;
  if (text === null) errors.push(itemErrors.missing(field));
  else if (!addressPattern.test(text)) errors.push(itemErrors.invalidAddress(field));
  else if (domain !== "" && !domains.isVerified(domain.toLowerCase()))
    errors.push(itemErrors.forbiddenForAddress());
  else return text;
  return null;
}
