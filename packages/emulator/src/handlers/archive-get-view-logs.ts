import { readText } from "../wire/decode.js";
import { serveLog, writeFlat } from "./log-pages.js";
import { contains } from "./searches.js";

/** Answers a page of looks at archived messages, newest first. The records are the items of `data` themselves. */
export const getViewLogs = serveLog({
  feed: "archive-view",
  from: "start",
  until: "end",
  wrap: writeFlat,
  isWanted(fields, item) {
    const query = readText(item, "query");
    return query === null || contains(fields, ["viewer", "from", "to", "subject"], query);
  },
});
