import { isObject } from "../wire/decode.js";
import { serveLog, writeFlat } from "./log-pages.js";
import {
  checkFilterBy,
  checkSearch,
  isFiltered,
  isFound,
  type SearchFields,
  searchedField,
} from "./searches.js";

const searchable: SearchFields = {
  all: ["subject", "from", "fromHeader", "to", "reason", "reasonCode", "senderIP"],
  subject: ["subject"],
  sender: ["from", "fromHeader"],
  recipient: ["to"],
  reasonCode: ["reasonCode"],
  // The description of API 1.0 spells it so.
  reason_code: ["reasonCode"],
  senderIP: ["senderIP"],
};

const reasonNames: readonly (string | null)[] = ["reasonCode", "reason_code"];

/**
 * Answers a page of what is held now, newest first; without `admin` only what is held for the caller. Rows that leave
 * the queue while a client pages are missing from the pages behind, and push nothing out of them. API 1.0 has the same
 * under another name; that its answers look alike is guessed.
 */
export const getHoldMessageList = serveLog({
  feed: "held-messages",
  from: "start",
  until: "end",
  isBounded: ({ heldDatesRequired }) => heldDatesRequired,
  beginning: () => 0,
  isOldestFirst: (_item, { heldOrder }) => heldOrder === "oldest-first",
  countedMs: Infinity,
  countedMessages: 100_000,
  wrap: writeFlat,
  checkFilters(item, { guesses }) {
    const { heldReasonField } = guesses;
    const other = reasonNames.find((name) => heldReasonField !== "both" && name !== heldReasonField);
    const { [other ?? ""]: _, ...spelled } = searchable;
    checkSearch(item, spelled);
    checkFilterBy(item, ["route", "heldGroup", "attachments"]);
  },
  isWanted(fields, item, { caller, emulation }) {
    if (item["admin"] !== true && !isFor(fields["to"], caller)) return false;
    const isUnfiltered =
      emulation.guesses.reasonCodeNeverFilters && reasonNames.includes(searchedField(item));
    return (isUnfiltered || isFound(fields, item, searchable)) && isFiltered(fields, item);
  },
});

function isFor(recipient: unknown, address: string): boolean {
  return isObject(recipient) && recipient["emailAddress"] === address;
}
