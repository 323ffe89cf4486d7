import { type JsonObject, readText } from "../wire/decode.js";
import { serveLog, wrapUnder } from "./log-pages.js";
import { contains } from "./searches.js";

const wrap = wrapUnder("logs");

/** Answers a page of archive searches in a span of time, today's where none is given, newest first. */
export const getSearchLogs = serveLog({
  feed: "archive-search",
  from: "start",
  until: "end",
  wrap,
  isWanted: isQueried,
});

/**
 * Answers a page of all archive searches, newest first. That its rows are those of the dated call is guessed: sources
 * name fewer fields, and yet a record of it has `searchPath`.
 */
export const getArchiveSearchLogs = serveLog({
  feed: "archive-search",
  beginning: () => 0,
  countedMs: Infinity,
  wrap,
  isWanted: isQueried,
});

/** What `query` looks into is guessed. */
function isQueried(fields: JsonObject, item: JsonObject): boolean {
  const query = readText(item, "query");
  return (
    query === null || contains(fields, ["emailAddr", "searchText", "searchReason", "description"], query)
  );
}
