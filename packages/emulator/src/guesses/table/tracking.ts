import { flag, oneOf, whole, word } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** Tracking, archive, queues, and how far back the logs reach. */
export const trackingGuesses = {
  trackingInfoNames: guess(
    word(
      ["by-generation", "txInfo", "metaInfo"],
      "what stands about the transmission of a message: `txInfo` in API 2.0 and `recipientMetaInfo`, `deliveryMetaInfo` in API 1.0, or the same in both",
    ),
    { usual: "by-generation", source: "feeds 5.15" },
  ),
  policyInfoMissing: guess(
    flag("what is told of a message comes without `policyInfo`, as it was seen at times"),
    {
      usual: false,
      source: "actions 2.7, 6 (18)",
    },
  ),
  finderDays: guess(
    whole("how far back the message finder searches: about thirty days", { least: 1, most: 60 }),
    {
      usual: 30,
      source: "feeds 5.15, actions 5.12",
    },
  ),
  attachmentCountsShort: guess(
    flag("`attachmentcount` of an archive search is one too few where there is any"),
    { usual: false, source: "actions 2.9, 6 (17)" },
  ),
  archiveSearchLooksInto: guess(
    word(
      ["all", "subject"],
      "where a search of the archive looks for words: subject, addresses and names of files, or the subject alone",
    ),
    { usual: "all", source: "actions 2.9" },
  ),
  archiveDaysOf: guess(
    word(["utc", "account"], "whose days `today` and `yesterday` of a search of the archive are"),
    { usual: "utc", source: "actions 2.9, 6 (31)" },
  ),
  fileOfMessageId: guess(
    word(["whole-mail", "refused"], "get-file asked with the id of a message, not of an attachment"),
    { usual: "whole-mail", source: "actions 2.9" },
  ),
  logDays: guess(
    whole(
      "how many days the logs of URLs, attachments, impersonations, leaks, rejections and of the archive reach back; 0: as far as there is history",
      { least: 0, most: 3650 },
    ),
    { usual: 0, source: "feeds 10.9" },
  ),
  auditDays: guess(
    whole("how many days audit events reach back: sixty, or more; 0: as far as there is history", {
      least: 0,
      most: 3650,
    }),
    { usual: 0, source: "feeds 5.9, actions 5.12" },
  ),
  auditUserOfTokens: guess(
    word(["service-user", "application"], "who stands in the logs as the user of a call with a bearer token"),
    { usual: "service-user", source: "feeds 5.9" },
  ),
  rejectionsNeedField: guess(
    flag("rejections have to be asked for by at least one field, as one client's authors say"),
    {
      usual: false,
      source: "feeds 5.11",
    },
  ),
  searchByPlace: guess(
    word(
      ["both", "beside", "nested"],
      "where a search takes `searchBy`: beside `filterBy`, within it, or either",
    ),
    { usual: "both", source: "feeds 5.12, actions 2.6" },
  ),
  queueDepthMinutes: guess(oneOf([5, 15, 60], "how often the depth of the queues is taken"), {
    usual: 15,
    source: "feeds 5.12",
  }),
};
