import { readText } from "../wire/decode.js";
import { serveLog, writeFlat } from "./log-pages.js";
import { contains } from "./searches.js";

/** Answers a page of audit events, always newest first. The records are the items of `data` themselves. */
export const getAuditEvents = serveLog({
  feed: "audit",
  from: "startDateTime",
  until: "endDateTime",
  isBounded: () => true,
  wrap: writeFlat,
  isWanted(record, item) {
    const { categories } = item;
    if (Array.isArray(categories) && categories.length > 0 && !categories.includes(record["category"]))
      return false;
    const query = readText(item, "query");
    return query === null || contains(record, ["auditType", "user", "eventInfo"], query);
  },
});
