import { dayMs } from "../clock/spans.js";
import { Refusal } from "../wire/answer.js";
import { readText } from "../wire/decode.js";
import { itemErrors, wireErrors } from "../wire/errors.js";
import { serveLog, wrapUnder } from "./log-pages.js";
import {
  checkChoice,
  checkFilterBy,
  checkSearch,
  isFiltered,
  isFound,
  type SearchFields,
} from "./searches.js";

const searchable: SearchFields = {
  ALL: ["fromEnv", "fromHeader", "to", "subject", "info", "remoteIp"],
  all: ["fromEnv", "fromHeader", "to", "subject", "info", "remoteIp"],
  fromAddress: ["fromEnv", "fromHeader"],
  toAddress: ["to"],
  subject: ["subject"],
  info: ["info"],
  remoteIp: ["remoteIp"],
};

/** Answers a page of what is being processed now, newest first unless asked otherwise. */
export const findProcessingMessages = serveLog({
  feed: "processing-queue",
  from: "start",
  until: "end",
  beginning: (now) => now - 7 * dayMs,
  countedMs: Infinity,
  isOldestFirst: (item) => readText(item, "sortOrder") === "asc",
  wrap: wrapUnder("messages"),
  checkFilters(item) {
    if (Object.keys(item).length === 0)
      throw new Refusal(wireErrors.itemsFailed([{ key: item, errors: [itemErrors.nothingGiven()] }]));
    checkChoice(item, "type", ["processing", "bulk_processing"]);
    checkChoice(item, "sortBy", ["createTime"]);
    checkChoice(item, "sortOrder", ["desc", "asc"]);
    checkSearch(item, searchable);
    checkFilterBy(item, ["route", "attachment"]);
  },
  isWanted: (fields, item) =>
    (readText(item, "type") ?? "processing") === fields["type"] &&
    isFound(fields, item, searchable) &&
    isFiltered({ ...fields, route: fields["routing"] }, item),
});
