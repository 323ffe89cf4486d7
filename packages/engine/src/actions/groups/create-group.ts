import type { WritingAction } from "../model/action.js";
import { callsOfEntry, isMade, undoOfEntry } from "../model/entries.js";
import { lookUpGroups, refuseLookup } from "./find-group.js";
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

const form = groupForm(
  ({ name, parent }) =>
    `Makes the profile group "${name}"${parent === undefined ? "" : ` below "${parent}"`}.`,
);

/** Makes a profile group; one of the name that is there already will do. */
export const createGroup: WritingAction<GroupInput, GroupsReading> = {
  kind: "writing",
  name: "create-group",
  family: "groups",
  sentence: "Makes a profile group, empty.",
  input: groupInput,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["directory.find-groups"], writes: [form.create, form.remove] }),
  describe: form.describe,
  reach: () => ({ names: [], width: "object" }),
  probe: probeGroups,
  read: (client, { inputs, signal }) => lookUpGroups(client, { names: namesOf(inputs), signal }),
  consider: ({ parent }, reading) => ({
    refusal: parent === undefined ? null : refuseLookup(reading.get(parent), parent),
    warnings: [],
  }),
  locate: (reading, wanted) => groupsOf(reading, wanted).map((group) => toGroupObject(group, "same")),
  isDone: (_input, found) => isMade(found),
  calls: (wanted, ground) => callsOfEntry(form, wanted, ground),
  undo: {
    isPossible: true,
    sentence: () => "Undo deletes the group, which Mimecast does only while it is empty.",
    calls: (_input, ground) => undoOfEntry(form, ground),
  },
};
