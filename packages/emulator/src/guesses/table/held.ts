import { flag } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** Held mail. */
export const heldGuesses = {
  reasonCodeNeverFilters: guess(
    flag("a search of held mail by `reasonCode` finds everything, as a client's authors report"),
    { usual: false, source: "actions 6 (20)" },
  ),
};
