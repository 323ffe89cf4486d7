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
  siemTokenMissingAtEnd: guess(
    flag("API 1.0: the answer at the end of the log chain has no `mc-siem-token`"),
    {
      usual: false,
      source: "feeds 5.1",
    },
  ),
};
