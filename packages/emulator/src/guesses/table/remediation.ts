import { flag } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** Remediation and file hashes. */
export const remediationGuesses = {
  incidentsByModified: guess(
    flag("`start` and `end` of remediation incidents mean their last change, not their creation"),
    { usual: false, source: "feeds 5.14" },
  ),
};
