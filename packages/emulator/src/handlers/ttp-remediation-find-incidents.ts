import { dayMs } from "../clock/spans.js";
import { Refusal } from "../wire/answer.js";
import { itemErrors, wireErrors } from "../wire/errors.js";
import { serveLog, wrapUnder, writeFlat } from "./log-pages.js";
import { checkFilterBy, checkSearch, isFiltered, isFound, type SearchFields } from "./searches.js";

const searchable: SearchFields = {
  all: ["code", "searchCriteria", "reason"],
  code: ["code"],
  file_hash: ["searchCriteria"],
  reason: ["reason"],
};

/**
 * Answers a page of incidents, newest first. Guessed: that bounds mean the creation (`guesses.incidentsByModified`
 * has them mean the last change)), and how far a search without bounds goes back (`incidentSearchDays`).
 */
export const findIncidents = serveLog({
  feed: "remediation-incidents",
  from: "start",
  until: "end",
  beginning: (now, { incidentSearchDays }) => now - incidentSearchDays * dayMs,
  countedMs: Infinity,
  // Few of them tell of it.
  countedMessages: 400_000,
  wrap: (rows, guesses) =>
    guesses.incidentRows === "flat" ? writeFlat(rows) : wrapUnder("incidents")(rows, guesses),
  checkFilters(item) {
    if (Object.keys(item).length === 0)
      throw new Refusal(wireErrors.itemsFailed([{ key: item, errors: [itemErrors.nothingGiven()] }]));
    checkSearch(item, searchable);
    checkFilterBy(item, ["type"]);
  },
  isWanted: (fields, item) => isFound(fields, item, searchable) && isFiltered(fields, item),
});
