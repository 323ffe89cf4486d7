import { serveLog, writeFlat } from "./log-pages.js";

/** Answers how many messages each policy holds. */
export const getHoldSummaryList = serveLog({
  feed: "held-summary",
  beginning: () => 0,
  isOldestFirst: () => true,
  wrap: writeFlat,
});
