import { dayMs } from "../clock/spans.js";
import { serveLog, wrapUnder } from "./log-pages.js";
import { checkFilterBy, checkSearch, isFiltered, isFound, type SearchFields } from "./searches.js";

const monthMs = 30 * dayMs;

const searchable: SearchFields = {
  all: ["operator", "fromEnv", "fromHdr", "to", "subject", "messageInfo", "heldReason"],
  operator: ["operator"],
  from: ["fromEnv", "fromHdr"],
  to: ["to"],
  subject: ["subject"],
  info: ["messageInfo"],
  heldReason: ["heldReason"],
};

/** Answers a page of what was released, rejected or expired from the hold queue, newest first. */
export const getHeldReleaseLogs = serveLog({
  feed: "held-releases",
  from: "start",
  until: "end",
  beginning: (now) => now - monthMs,
  countedMs: monthMs,
  wrap: wrapUnder("heldReleaseLogs"),
  checkFilters(item) {
    checkSearch(item, searchable);
    checkFilterBy(item, ["route", "status", "attachments"]);
  },
  isWanted: (fields, item) => isFound(fields, item, searchable) && isFiltered(fields, item),
});
