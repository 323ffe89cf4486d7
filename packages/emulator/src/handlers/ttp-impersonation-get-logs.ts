import { Refusal } from "../wire/answer.js";
import { readFlag, readText } from "../wire/decode.js";
import { itemErrors, wireErrors } from "../wire/errors.js";
import { readOldestFirst, serveLog, writeFlat } from "./log-pages.js";
import { checkChoice, contains } from "./searches.js";

const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  all: ["senderAddress", "recipientAddress", "subject", "definition"],
  senderAddress: ["senderAddress"],
  recipientAddress: ["recipientAddress"],
  subject: ["subject"],
  policy: ["definition"],
};

/** Answers a page of mails that pretended to come from somebody else. */
export const getImpersonationLogs = serveLog({
  feed: "ttp-impersonation",
  from: "from",
  until: "to",
  isOldestFirst: readOldestFirst,
  // Beside the rows the vendor counts them.
  wrap: (rows) => [`{"impersonationLogs":[`, ...writeFlat(rows), `],"resultCount":${rows.length}}`],
  checkFilters(item) {
    checkChoice(item, "searchField", Object.keys(fieldsOf));
    if (item["searchField"] !== undefined && readText(item, "query") === null)
      throw new Refusal(wireErrors.itemsFailed([{ key: item, errors: [itemErrors.missing("query")] }]));
  },
  isWanted(record, item) {
    const { actions, identifiers } = item;
    const tagged = readFlag(item, "taggedMalicious");
    if (tagged !== null && record["taggedMalicious"] !== tagged) return false;
    if (Array.isArray(actions) && actions.length > 0 && !actions.includes(record["action"])) return false;
    if (Array.isArray(identifiers) && identifiers.length > 0) {
      const found = record["identifiers"];
      if (!Array.isArray(found) || !identifiers.some((name) => found.includes(name))) return false;
    }
    const query = readText(item, "query");
    const fields = fieldsOf[readText(item, "searchField") ?? "all"] ?? [];
    return query === null || contains(record, fields, query);
  },
});
