import { flag, oneOf, whole, word } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** SIEM files and lines, of both generations, and the links to files. */
export const fileGuesses = {
  downloadLinkMinutes: guess(
    whole("how long a presigned link to a file is good", { least: 1, most: 10_080 }),
    { usual: 15, source: "feeds 5.2, 10.3" },
  ),
  expiredLinkStatus: guess(oneOf([403, 404], "how the store of files refuses a link whose time is over"), {
    usual: 403,
    source: "feeds 5.2",
  }),
  listsOfTypes: guess(
    word(["accepted", "refused"], "whether `type` of a batch listing takes several types between commas"),
    { usual: "accepted", source: "feeds 5.2, 10.3" },
  ),
  datesBesideCursor: guess(
    word(
      ["move-end", "ignored", "refused"],
      "what `dateRange*` does beside the `nextPage` of a batch listing: only the end counts, nothing counts, or 400",
    ),
    { usual: "move-end", source: "feeds 10.3" },
  ),
  oldStartStatus: guess(oneOf([400, 403], "a listing that begins before what is kept"), {
    usual: 400,
    source: "feeds 5.2",
  }),
  siemErrorShape: guess(
    word(["error", "fail"], "where the SIEM resources of API 2.0 put code and message: `error`, or `fail`"),
    { usual: "error", source: "feeds 2.4" },
  ),
  siemPageSize: guess(
    whole("the page size of SIEM resources that are asked without one", { least: 1, most: 100 }),
    { usual: 100, source: "feeds 3" },
  ),
  listingBegins: guess(word(["today", "oldest"], "where a batch listing without dates and cursor begins"), {
    usual: "today",
    source: "feeds 5.2",
  }),
  forgottenCursor: guess(
    word(
      ["oldest-file", "refused"],
      "a cursor of batches that are no longer kept: it goes on with the oldest file, or fails",
    ),
    { usual: "oldest-file", source: "feeds 5.2" },
  ),
  filesPerZip: guess(whole("how many files of the log chain a zip holds at most", { least: 1, most: 1000 }), {
    usual: 60,
    source: "feeds 5.1",
  }),
  keyValueExtension: guess(word(["log", "txt"], "what the names of `key_value` files end in"), {
    usual: "log",
    source: "feeds 5.1",
  }),
  siemTokenMissingAtEnd: guess(
    flag("API 1.0: the answer at the end of the log chain has no `mc-siem-token`"),
    {
      usual: false,
      source: "feeds 5.1",
    },
  ),
};
