import { readText } from "../wire/decode.js";
import { readOldestFirst, serveLog, wrapUnder } from "./log-pages.js";
import { checkChoice, contains } from "./searches.js";

const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  all: ["senderAddress", "recipientAddress", "subject", "policy"],
  senderAddress: ["senderAddress"],
  recipientAddress: ["recipientAddress"],
  subject: ["subject"],
  policy: ["policy"],
};

/** Answers a page of what data leak prevention noticed. */
export const getLeakLogs = serveLog({
  feed: "dlp",
  from: "from",
  until: "to",
  isOldestFirst: readOldestFirst,
  wrap: wrapUnder("dlpLogs"),
  checkFilters: (item) => checkChoice(item, "searchField", Object.keys(fieldsOf)),
  isWanted(record, item) {
    const { routes, actions } = item;
    if (Array.isArray(routes) && routes.length > 0 && !isAmong(routes, record["route"])) return false;
    if (Array.isArray(actions) && actions.length > 0 && !isAmong(actions, record["action"])) return false;
    const query = readText(item, "query");
    const fields = fieldsOf[readText(item, "searchField") ?? "all"] ?? [];
    return query === null || contains(record, fields, query);
  },
});

function isAmong(chosen: readonly unknown[], value: unknown): boolean {
  return chosen.includes("all") || chosen.includes(value);
}
