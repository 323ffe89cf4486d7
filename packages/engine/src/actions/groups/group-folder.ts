import { z } from "zod";
import type { EntryForm } from "../model/entries.js";
import type { Item, TenantObject } from "../model/plan.js";
import type { Group, GroupLookup } from "./find-group.js";

export const groupInput = z.strictObject({
  name: z.string().trim().min(1).describe("what the group is called"),
  parent: z
    .string()
    .trim()
    .min(1)
    .optional()
    .describe("the name of the group it stands below; without it, the first level"),
});

export type GroupInput = z.output<typeof groupInput>;
export type GroupsReading = ReadonlyMap<string, GroupLookup>;

export function namesOf(inputs: readonly GroupInput[]): string[] {
  return inputs.flatMap(({ name, parent }) => (parent === undefined ? [name] : [name, parent]));
}

/** The groups of the name, below the parent where one is named. */
export function groupsOf(reading: GroupsReading, { name, parent }: GroupInput): readonly Group[] {
  const groups = reading.get(name)?.groups ?? [];
  if (parent === undefined) return groups;
  const ids = new Set(reading.get(parent)?.groups.map(({ id }) => id));
  return groups.filter(({ parentId }) => parentId !== null && ids.has(parentId));
}

export function toGroupObject({ id, name, parentId }: Group, bearing: TenantObject["bearing"]): TenantObject {
  return { id, meaning: `has the profile group "${name}"`, bearing, item: { description: name, parentId } };
}

export function groupForm(describe: (input: GroupInput) => string): EntryForm<GroupInput, GroupsReading> {
  return {
    create: "directory.create-group",
    remove: "directory.delete-group",
    describe,
    createItem({ name, parent }, { reading }): Item {
      const [above] = parent === undefined ? [] : (reading.get(parent)?.groups ?? []);
      return { description: name, ...(above === undefined ? {} : { parentId: above.id }) };
    },
    removeItem: ({ id }) => ({ id }),
    restoreItem: ({ item }) => (item["parentId"] === null ? { description: item["description"] } : item),
  };
}
