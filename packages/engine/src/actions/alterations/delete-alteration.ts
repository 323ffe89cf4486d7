import type { WritingAction } from "../model/action.js";
import { callsOfRemoval, isGone, undoOfEntry } from "../model/entries.js";
import {
  type AlterationInput,
  type AlterationsReading,
  alterationActions,
  alterationForm,
  locateAlteration,
} from "./alteration.js";

const { reads, warn: _warn, ...shared } = alterationActions;

export const deleteAlteration: WritingAction<AlterationInput, AlterationsReading> = {
  ...shared,
  name: "delete-alteration",
  sentence: "Deletes an address alteration, whoever made it.",
  operations: () => ({ reads, writes: [alterationForm.remove, alterationForm.create] }),
  describe: (wanted) => `Deletes the address alteration: ${alterationForm.describe(wanted)}`,
  locate: (reading, wanted) => locateAlteration(reading, wanted, "opposite"),
  isDone: (_input, found) => isGone(found),
  calls: (_input, ground) => callsOfRemoval(alterationForm, ground),
  undo: {
    isPossible: true,
    sentence: () => "Undo makes the alteration again in its set, under a new id.",
    calls: (_input, ground) => undoOfEntry(alterationForm, ground),
  },
};
