import { flag, oneOf, whole, word } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** Threat feeds, threat events and webhooks. */
export const threatGuesses = {
  threatTokenMissingOnLastPage: guess(
    flag("the last objects of a threat feed come without a token, not only the answer behind them"),
    { usual: false, source: "feeds 5.13" },
  ),
  threatObjectsPerAnswer: guess(
    whole("how many objects of a threat feed come at once; whole triples", { least: 3, most: 3000 }),
    { usual: 60, source: "feeds 5.13" },
  ),
  threatCsvSeparator: guess(
    word(["comma", "semicolon", "tab", "bar"], "what stands between the columns of a threat feed in CSV"),
    {
      usual: "comma",
      source: "feeds 5.13, 10.6",
    },
  ),
  threatCsvColumns: guess(
    word(
      ["snake", "spaced", "none"],
      "the first line of a threat feed in CSV: `hash_type`, `Hash Type`, or no such line",
    ),
    { usual: "snake", source: "feeds 5.13, 10.6" },
  ),
  threatFileType: guess(
    word(
      ["own", "octet-stream"],
      "the content type of a threat feed: `application/json` or `text/csv`, or `application/octet-stream`",
    ),
    { usual: "own", source: "feeds 5.13" },
  ),
  threatEventHours: guess(
    whole("how far threat events and reported mails go back that are asked for without a start", {
      least: 1,
      most: 168,
    }),
    { usual: 24, source: "feeds 5.19, 10.8" },
  ),
  threatEventOrder: guess(
    word(["newest-first", "oldest-first"], "the order of threat events and reported mails"),
    {
      usual: "newest-first",
      source: "feeds 5.19, 10.8",
    },
  ),
  statisticsMinutes: guess(oneOf([15, 30, 60], "how long a bucket of the threat statistics is"), {
    usual: 60,
    source: "feeds 5.19",
  }),
  oldStatistics: guess(
    word(
      ["left-out", "refused"],
      "threat statistics asked for more than a day back: what is older is left out, or 400",
    ),
    { usual: "left-out", source: "feeds 5.19" },
  ),
  subscriptionDays: guess(
    whole("after how many days a webhook ends that was given no end", { least: 1, most: 3650 }),
    {
      usual: 30,
      source: "feeds 5.19",
    },
  ),
  bareSubscriptionList: guess(flag("the list of webhooks is the body itself, not under `value`"), {
    usual: false,
    source: "actions 2.22",
  }),
};
