import { readOldestFirst, serveLog, wrapUnder } from "./log-pages.js";
import { checkChoice, isChosen } from "./searches.js";

const routes = ["all", "inbound", "outbound", "internal"] as const;
const scanResults = ["all", "clean", "malicious", "suspicious"] as const;

/** Answers a page of clicks, newest first unless asked otherwise. */
export const getUrlLogs = serveLog({
  feed: "ttp-url",
  from: "from",
  until: "to",
  isOldestFirst: readOldestFirst,
  wrap: wrapUnder("clickLogs"),
  checkFilters(item) {
    checkChoice(item, "route", routes);
    checkChoice(item, "scanResult", scanResults);
  },
  isWanted: (fields, item) =>
    isChosen(fields, "route", item["route"]) && isChosen(fields, "scanResult", item["scanResult"]),
});
