import { whole, word } from "../../declared/detail.js";
import type { LogFeed } from "../../tenant/feeds.js";
import { declareFaults } from "../declaration.js";

/** The lists whose rows can turn up behind the time they were read. */
export const lateFeeds = [
  "ttp-url",
  "ttp-attachment",
  "ttp-impersonation",
  "audit",
  "dlp",
  "rejections",
  "held-releases",
  "archive-search",
  "archive-view",
] as const satisfies readonly LogFeed[];

/** Faults of lists and their pages. */
export const pageFaults = declareFaults({
  "empty-page-with-next": {
    says: "A page without rows, and a token for the next one, which has them.",
    place: "calls",
    details: {},
    source: "feeds 8.6",
  },
  "trailing-empty-page": {
    says: "The last page has a token too; the page behind it is empty.",
    place: "calls",
    details: {},
    source: "feeds 8.6",
  },
  "pagination-missing": {
    says: "`meta` comes without `pagination`, though more pages follow.",
    place: "calls",
    details: {},
    source: "feeds 7, 8.6",
  },
  "omit-rows": {
    says: "A list leaves out the first rows of a page that belong to it.",
    place: "calls",
    details: {
      count: whole("how many (default 1)", { least: 1 }),
      of: word(["filtered", "all"], "only lists asked for with more than dates (default), or all"),
    },
    source: "feeds 7; actions 6 (10)",
  },
  "changed-ids": {
    says: "What is listed goes by other ids than before; both are good in later calls.",
    place: "calls",
    details: {},
    source: "feeds 7; actions 1.7, 6 (10, 24)",
  },
  "repeat-in-stream": {
    says: "A page of the stream begins with the last events of the page before.",
    place: "calls",
    operations: ["siem.stream.cg", "siem.stream.ci"],
    details: { count: whole("how many (default 3)", { least: 1 }) },
    source: "feeds 5.3",
  },
  "late-events": {
    says: "Rows appear from now on with a time in the window last read.",
    place: "tenant",
    feeds: lateFeeds,
    aims: ["feed"],
    details: {
      count: whole("how many (default 3)", { least: 1, most: 1000 }),
      ageMinutes: whole("how far back instead of the window last read", { least: 1 }),
    },
    source: "feeds 7, 8.10",
  },
  drift: {
    says: "What happens meanwhile is spelled as with the option `drift`.",
    place: "tenant",
    aims: ["from", "until", "everyMinutes", "forMinutes"],
    details: {},
    source: "feeds 5.4, 8.9",
  },
});
