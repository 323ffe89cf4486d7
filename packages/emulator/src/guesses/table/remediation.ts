import { flag, whole, word } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** Remediation and file hashes. */
export const remediationGuesses = {
  incidentRows: guess(
    word(["nested", "flat"], "whether incidents are rows below `data[0].incidents`, or of `data` itself"),
    {
      usual: "nested",
      source: "feeds 5.14",
    },
  ),
  incidentSearchDays: guess(
    whole("how far a search of incidents without bounds goes back", { least: 1, most: 365 }),
    { usual: 30, source: "feeds 5.14" },
  ),
  removedMailFoundAgain: guess(flag("an incident finds messages again that another has removed before"), {
    usual: false,
    source: "actions 2.10",
  }),
  hashKinds: guess(
    word(["sha256", "any"], "which hashes the account's own list of files takes: any are SHA-1 and MD5 too"),
    {
      usual: "sha256",
      source: "feeds 5.20, actions 2.11",
    },
  ),
  hashesPerBatch: guess(
    whole("how many hashes a batch may have; clients send a thousand", { least: 1, most: 100_000 }),
    {
      usual: 1000,
      source: "actions 2.11",
    },
  ),
  hashDelayMinutes: guess(
    whole("how long a batch of hashes takes to be in force", { least: 0, most: 1440 }),
    {
      usual: 0,
      source: "actions 2.11",
    },
  ),
  knownHashTakesRoom: guess(flag("a hash that is listed already takes room of the quota once more"), {
    usual: false,
    source: "actions 2.11",
  }),
  overfullBatch: guess(
    word(["refused", "cut"], "a batch that doesn't fit the quota: nothing of it is listed, or what fits"),
    { usual: "refused", source: "actions 2.11" },
  ),
  repeatedHash: guess(word(["latest", "first"], "which batch decides about a hash that stands in two"), {
    usual: "latest",
    source: "actions 2.11",
  }),
  incidentsByModified: guess(
    flag("`start` and `end` of remediation incidents mean their last change, not their creation"),
    { usual: false, source: "feeds 5.14" },
  ),
};
