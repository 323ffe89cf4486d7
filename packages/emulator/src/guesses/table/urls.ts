import { flag, whole, word } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** Managed URLs, and clicks on rewritten links. */
export const urlGuesses = {
  managedUrlDelayMinutes: guess(
    whole("how long a new or deleted managed URL takes to reach clicks", { least: 0, most: 60 }),
    { usual: 0, source: "actions 2.3, 5.12" },
  ),
  domainEntriesCoverSubdomains: guess(
    flag("a managed URL for a domain speaks of what is below the domain too"),
    {
      usual: true,
      source: "actions 2.3",
    },
  ),
  explicitEntriesCompare: guess(
    word(["whole", "without-query"], "how much of a clicked URL a managed URL for exactly one URL compares"),
    { usual: "whole", source: "actions 2.3" },
  ),
  permittedUrlsWarn: guess(
    flag("people are warned of a permitted URL as of any other, unless the entry has `disableUserAwareness`"),
    { usual: true, source: "actions 2.3" },
  ),
  blockedUrlsWarn: guess(
    flag("a blocked URL is treated by the definition of URL protection, and that warns: people may go on"),
    { usual: false, source: "actions 2.3" },
  ),
  unrewrittenClicksLogged: guess(
    flag("clicks in mail that came with `disableRewrite` stand in the click log all the same"),
    { usual: false, source: "actions 2.3" },
  ),
  deletedUrlAnswer: guess(
    word(
      ["empty", "id-success"],
      "what deleting a managed URL answers: an empty `data`, or `{id, success}` as older documents show",
    ),
    { usual: "empty", source: "actions 2.3" },
  ),
  undecodableLink: guess(
    word(["success-false", "fail"], "what decode-url answers for a link that isn't the account's"),
    { usual: "success-false", source: "actions 2.4" },
  ),
  queryBlocksNeverFire: guess(
    flag("a managed URL that blocks exactly one URL does nothing where that has a query, as users report"),
    { usual: false, source: "actions 6 (11)" },
  ),
};
