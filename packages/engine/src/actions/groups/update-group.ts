import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import type { Item, PlannedCall, TenantObject } from "../model/plan.js";
import { type Group, lookUpGroups, refuseLookup } from "./find-group.js";
import { type GroupsReading, groupsOf, toGroupObject } from "./group-folder.js";
import { probeGroups } from "./membership.js";

const update = "directory.update-group";
const nameText = z.string().trim().min(1);

const input = z
  .strictObject({
    name: nameText.describe("the group, by its name"),
    parent: nameText.optional().describe("the group it stands below now: where several have the name"),
    newName: nameText.optional().describe("what it is to be called"),
    newParent: nameText.optional().describe("the group it is to stand below"),
  })
  .refine(
    ({ newName, newParent }) => newName !== undefined || newParent !== undefined,
    "says nothing to change: give a new name or a new parent",
  );

type Input = z.output<typeof input>;

const describe = ({ name, newName, newParent }: Input) =>
  [
    `Changes the profile group "${name}":`,
    [
      ...(newName === undefined ? [] : [`calls it "${newName}"`]),
      ...(newParent === undefined ? [] : [`moves it below "${newParent}"`]),
    ].join(" and "),
  ].join(" ");

/** Renames a profile group or moves it; its members stay, and so do the policies that name it by its id. */
export const updateGroup: WritingAction<Input, GroupsReading> = {
  kind: "writing",
  name: "update-group",
  family: "groups",
  sentence: "Renames a profile group, or moves it below another; its members stay.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["directory.find-groups"], writes: [update] }),
  describe: (wanted) => `${describe(wanted)}.`,
  reach: () => ({ names: [], width: "object" }),
  probe: probeGroups,
  read: (client, { inputs, signal }) =>
    lookUpGroups(client, {
      names: inputs.flatMap(({ name, parent, newName, newParent }) =>
        [name, parent, newName, newParent].flatMap((each) => each ?? []),
      ),
      signal,
    }),
  consider: (wanted, reading) => ({ refusal: refuse(wanted, reading), warnings: [] }),
  locate: (reading, wanted, before) =>
    meant(reading, wanted, before).map((group) =>
      toGroupObject(group, isAsWanted(reading, wanted, group) ? "same" : "opposite"),
    ),
  isDone: (_input, found) => found.length > 0 && found.every(({ bearing }) => bearing === "same"),
  calls: (wanted, { reading, found }) =>
    (found ?? []).map((object) => replace(object, { ...object.item, ...changesOf(reading, wanted) })),
  undo: {
    isPossible: true,
    sentence: () => "Undo gives the group its former name and place.",
    calls(_input, { before, found }) {
      const [former] = before ?? [];
      const [now] = found ?? [];
      return former === undefined || now === undefined ? [] : [replace(now, former.item)];
    },
  },
};

/** Renamed or moved, it is still the one that was found when the run was planned. */
function meant(reading: GroupsReading, wanted: Input, before: readonly TenantObject[]): readonly Group[] {
  const ids = new Set(before.map(({ id }) => id));
  const all = [...reading.values()].flatMap(({ groups }) => groups);
  const same = all.find(({ id }) => ids.has(id));
  if (same !== undefined) return [same];
  const { name, parent, newName = name, newParent = parent } = wanted;
  const named = groupsOf(reading, toGroup(name, parent));
  return named.length > 0 ? named : groupsOf(reading, toGroup(newName, newParent));
}

function toGroup(name: string, parent: string | undefined) {
  return parent === undefined ? { name } : { name, parent };
}

function refuse(wanted: Input, reading: GroupsReading): string | null {
  const { name, newName, newParent } = wanted;
  const groups = meant(reading, wanted, []);
  const [group] = groups;
  if (group === undefined) return refuseLookup(reading.get(name), name);
  if (groups.length > 1)
    return `${String(groups.length)} profile groups are called "${name}": say below which (parent).`;
  const others = newName === undefined ? [] : (reading.get(newName)?.groups ?? []);
  if (others.some(({ id }) => id !== group.id)) return `there is a profile group "${newName ?? ""}" already.`;
  return newParent === undefined ? null : refuseLookup(reading.get(newParent), newParent);
}

function isAsWanted(reading: GroupsReading, wanted: Input, { name, parentId }: Group): boolean {
  const held = { description: name, parentId };
  return isDeepStrictEqual(held, { ...held, ...changesOf(reading, wanted) });
}

function changesOf(reading: GroupsReading, { newName, newParent }: Input): Item {
  const [above] = newParent === undefined ? [] : (reading.get(newParent)?.groups ?? []);
  return {
    ...(newName === undefined ? {} : { description: newName }),
    ...(above === undefined ? {} : { parentId: above.id }),
  };
}

/** Sent whole: what an update leaves out is not known to stay. */
function replace({ id, meaning }: TenantObject, { description, parentId }: Item): PlannedCall {
  const place = parentId === null ? {} : { parentId };
  return { operation: update, purpose: `change what ${meaning}`, item: { id, description, ...place } };
}
