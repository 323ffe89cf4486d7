import { readOldestFirst, serveLog, wrapUnder } from "./log-pages.js";
import { checkChoice, isChosen } from "./searches.js";

const routes = ["all", "inbound", "outbound", "internal"] as const;
const results = ["all", "safe", "malicious", "timeout", "error", "unsafe"] as const;

/** Answers a page of sandboxed attachments. */
export const getAttachmentLogs = serveLog({
  feed: "ttp-attachment",
  from: "from",
  until: "to",
  isOldestFirst: readOldestFirst,
  wrap: wrapUnder("attachmentLogs"),
  checkFilters(item) {
    checkChoice(item, "route", routes);
    checkChoice(item, "result", results);
  },
  isWanted(record, item, { emulation }) {
    const { result, route } = item;
    const isClean = result === "safe" && emulation.guesses.attachmentResults === "response";
    return isChosen(record, "route", route) && isChosen(record, "result", isClean ? "clean" : result);
  },
});
