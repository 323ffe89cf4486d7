import type { GroupTree, ProfileGroup } from "../../administration/groups.js";
import { ConsoleRefusal } from "../../administration/refusal.js";
import { readText } from "../../wire/decode.js";
import { itemErrors } from "../../wire/errors.js";
import { handleEach, type ItemCall, type ItemOutcome } from "../each-item.js";
import { showGroup } from "./show-group.js";

/** Creates groups. As far as is known a second one of the same name is made. */
export const createGroups = handleEach(({ item, emulation }) => {
  const { groups } = emulation.administration;
  const name = readText(item, "description");
  if (name === null) return { errors: [itemErrors.missing("description")] };
  if (name.trim() === "") return { errors: [itemErrors.blank("description")] };
  const parentId = readText(item, "parentId");
  const parent = parentId === null ? groups.root : groups.get(parentId);
  if (parent === null) return { errors: [itemErrors.invalidToken()] };
  const isRefused = emulation.guesses.sameGroupName === "refused";
  if (isRefused && groups.childrenOf(parent).some((group) => group.name === name))
    return { errors: [itemErrors.groupExists()] };
  return { row: showGroup(groups.addFolder(parent, name), groups) };
});

/** Renames or moves groups. */
export const updateGroups = handleEach((request) => withGroup(request, update), { most: 10 });

/** Deletes groups without members and child groups. */
export const deleteGroups = handleEach(
  (request) =>
    withGroup(request, (group, groups) => {
      if (group.members.length + groups.childrenOf(group).length > 0) {
        return { errors: [itemErrors.groupNotEmpty()] };
      }
      groups.delete(group);
      return { row: { id: group.id } };
    }),
  { most: 10 },
);

function update(group: ProfileGroup, groups: GroupTree, { item }: ItemCall): ItemOutcome {
  const name = readText(item, "description");
  const parentId = readText(item, "parentId");
  const parent = parentId === null ? null : groups.get(parentId);
  if (parentId !== null && parent === null) return { errors: [itemErrors.invalidToken()] };
  if (name !== null && name.trim() === "") return { errors: [itemErrors.blank("description")] };
  if (parent !== null) groups.move(group, parent);
  if (name !== null) groups.rename(group, name);
  return { row: showGroup(group, groups) };
}

/** What the console would refuse for the root or a circle is forbidden here. */
function withGroup(
  request: ItemCall,
  perform: (group: ProfileGroup, groups: GroupTree, request: ItemCall) => ItemOutcome,
): ItemOutcome {
  const { item, emulation } = request;
  const { groups } = emulation.administration;
  const id = readText(item, "id");
  if (id === null) return { errors: [itemErrors.missing("id")] };
  const group = groups.get(id);
  if (group === null) return { errors: [itemErrors.invalidToken()] };
  try {
    return perform(group, groups, request);
  } catch (error) {
    if (error instanceof ConsoleRefusal) return { errors: [itemErrors.forbiddenForAddress()] };
    throw error;
  }
}
