import type { WritingAction } from "../model/action.js";
import { callsOfRemoval, isGone, undoOfEntry } from "../model/entries.js";
import { lookUpGroups } from "./find-group.js";
import {
  type GroupInput,
  type GroupsReading,
  groupForm,
  groupInput,
  groupsOf,
  namesOf,
  toGroupObject,
} from "./group-folder.js";
import { probeGroups } from "./membership.js";

const form = groupForm(({ name }) => `Deletes the profile group "${name}".`);

/** Deletes a profile group that is empty: Mimecast deletes no other. */
export const deleteGroup: WritingAction<GroupInput, GroupsReading> = {
  kind: "writing",
  name: "delete-group",
  family: "groups",
  sentence: "Deletes a profile group that has neither members nor groups below it.",
  input: groupInput,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["directory.find-groups"], writes: [form.remove, form.create] }),
  describe: form.describe,
  reach: () => ({ names: [], width: "object" }),
  probe: probeGroups,
  read: (client, { inputs, signal }) => lookUpGroups(client, { names: namesOf(inputs), signal }),
  consider(wanted, reading) {
    const groups = groupsOf(reading, wanted);
    const full = groups.find(({ members, children }) => members + children > 0);
    const warnings = ["Policies that name the group lose it: a group made again has another id."];
    if (groups.length > 1) {
      const refusal = `${String(groups.length)} profile groups are called "${wanted.name}": say below which (parent).`;
      return { refusal, warnings };
    }
    if (full === undefined) return { refusal: null, warnings };
    const held = `${String(full.members)} members and ${String(full.children)} groups`;
    return { refusal: `the group "${full.name}" has ${held}: empty it first.`, warnings };
  },
  locate: (reading, wanted) => groupsOf(reading, wanted).map((group) => toGroupObject(group, "opposite")),
  isDone: (_input, found) => isGone(found),
  calls: (_input, ground) => callsOfRemoval(form, ground),
  undo: {
    isPossible: true,
    sentence: () =>
      "Undo makes a group of the name, empty as it was, with another id: policies don't find it again.",
    calls: (_input, ground) => undoOfEntry(form, ground),
  },
};
