import type { WritingAction } from "../model/action.js";
import { callsOfEntry, isMade, undoOfEntry } from "../model/entries.js";
import {
  type AlterationInput,
  type AlterationsReading,
  alterationActions,
  alterationForm,
  locateAlteration,
} from "./alteration.js";

const { reads, ...shared } = alterationActions;

export const createAlteration: WritingAction<AlterationInput, AlterationsReading> = {
  ...shared,
  name: "create-alteration",
  sentence: "Writes another address in the place of one of the account's, in the mail a policy is about.",
  operations: () => ({ reads, writes: [alterationForm.create, alterationForm.remove] }),
  describe: alterationForm.describe,
  consider(wanted, reading) {
    const { refusal } = shared.consider?.(wanted, reading) ?? { refusal: null };
    const others = locateAlteration(reading, wanted, "same").filter(({ bearing }) => bearing === "related");
    return {
      refusal,
      warnings: others.map(({ meaning }) => `The set ${meaning} already: both stand beside each other.`),
    };
  },
  locate: (reading, wanted) => locateAlteration(reading, wanted, "same"),
  isDone: (_input, found) => isMade(found),
  calls: (wanted, ground) => callsOfEntry(alterationForm, wanted, ground),
  undo: {
    isPossible: true,
    sentence: () => "Undo deletes the alteration. Mail that was altered meanwhile stays as it was delivered.",
    calls: (_input, ground) => undoOfEntry(alterationForm, ground),
  },
};
