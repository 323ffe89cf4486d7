import { flag } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** Managed URLs, and clicks on rewritten links. */
export const urlGuesses = {
  queryBlocksNeverFire: guess(
    flag("a managed URL that blocks exactly one URL does nothing where that has a query, as users report"),
    { usual: false, source: "actions 6 (11)" },
  ),
};
