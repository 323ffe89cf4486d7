import { performanceSummary, scoreSummary, watchlistSummary } from "../awareness/awareness-rows.js";
import { Refusal } from "../wire/answer.js";
import type { JsonObject } from "../wire/decode.js";
import { answerEnvelope } from "../wire/envelope.js";
import { itemErrors, wireErrors } from "../wire/errors.js";
import type { Handler } from "./handler.js";
import { type LogForm, serveLog, writeFlat } from "./log-pages.js";
import { checkFilterBy, checkSearch, isFound, readFilter, type SearchFields } from "./searches.js";

const searchable: SearchFields = {
  all: ["name", "email", "emailAddress", "department"],
  name: ["name"],
  email: ["email", "emailAddress"],
  department: ["department"],
  // Nobody here has attributes.
  customAttribute: [],
};

const mostAttributes = 3;
const grades = ["A", "B", "C", "D", "E", "F"] as const;
const videoCounts = [
  "video_count_all",
  "video_count_0",
  "video_count_1",
  "video_count_2",
  "video_count_3",
  "video_count_4_or_more",
] as const;
const watchlistCounts = ["video_count_all", "video_count_1_or_more", "video_count_2_or_more"] as const;

/** What the three lists of people have in common: everybody, in the order of the directory. */
function listPeople(
  form: Pick<LogForm, "feed"> & {
    readonly types: readonly string[];
    readonly isOfType: (fields: JsonObject, type: string) => boolean;
  },
): Handler {
  const { feed, types, isOfType } = form;
  return serveLog({
    feed,
    beginning: () => 0,
    countedMs: Infinity,
    isOldestFirst: () => true,
    wrap: writeFlat,
    checkFilters(item) {
      checkSearch(item, searchable);
      checkFilterBy(item, ["type"]);
      const type = readFilter(item, "type");
      if (type !== null && !types.includes(type)) refuse(item, itemErrors.notAllowed("value", types));
      const { attributeIds } = item;
      if (Array.isArray(attributeIds) && attributeIds.length > mostAttributes)
        refuse(item, itemErrors.tooMany("attributeIds", mostAttributes));
    },
    isWanted(fields, item) {
      const type = readFilter(item, "type");
      return (type === null || isOfType(fields, type)) && isFound(fields, item, searchable);
    },
  });
}

function refuse(item: JsonObject, error: ReturnType<typeof itemErrors.notAllowed>): never {
  throw new Refusal(wireErrors.itemsFailed([{ key: item, errors: [error] }]));
}

/** `video_count_3` means three, `video_count_4_or_more` four or more, `video_count_all` any number. */
function isOfCount(count: unknown, type: string): boolean {
  const [, least, orMore] = /^video_count_(\d)(_or_more)?$/.exec(type) ?? [];
  if (least === undefined) return true;
  return orMore === undefined ? count === Number(least) : Number(count) >= Number(least);
}

/** Answers a page of everybody's risk grades. */
export const getScoreDetails = listPeople({
  feed: "awareness-scores",
  types: grades,
  isOfType: (fields, type) => fields["risk"] === type,
});

/** Answers a page of everybody's results. What `userDetails` holds isn't known: nobody gets any. */
export const getPerformanceDetails = listPeople({
  feed: "awareness-performance",
  types: videoCounts,
  isOfType: (fields, type) => isOfCount(fields["numIncorrect"], type),
});

/** Answers a page of those on the watch list. */
export const getWatchlistDetails = listPeople({
  feed: "awareness-watchlist",
  types: watchlistCounts,
  isOfType: (fields, type) => isOfCount(fields["watchlistCount"], type),
});

export const getScoreSummary: Handler = (_call, { training, clock }) =>
  answerEnvelope([scoreSummary(training, clock.now())]);

export const getPerformanceSummary: Handler = (_call, { training, clock }) =>
  answerEnvelope([performanceSummary(training, clock.now())]);

export const getWatchlistSummary: Handler = (_call, { training, clock }) =>
  answerEnvelope([watchlistSummary(training, clock.now())]);
