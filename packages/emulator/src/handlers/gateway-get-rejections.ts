import { Refusal } from "../wire/answer.js";
import { readText } from "../wire/decode.js";
import { itemErrors, wireErrors } from "../wire/errors.js";
import { serveLog, wrapUnder } from "./log-pages.js";
import { checkSearch, isFound, type SearchFields } from "./searches.js";

const searchable: SearchFields = {
  all: ["fromAddress", "toAddress", "description", "info", "ipAddress"],
  from: ["fromAddress"],
  to: ["toAddress"],
  type: ["description"],
  info: ["info"],
  remoteIp: ["ipAddress"],
};

/** Answers a page of refused mails; without `admin` only those to the caller's own mailbox. */
export const getRejections = serveLog({
  feed: "rejections",
  from: "start",
  until: "end",
  wrap: wrapUnder("rejections"),
  checkFilters(item, { guesses }) {
    if (guesses.rejectionsNeedField && Object.keys(item).length === 0)
      throw new Refusal(wireErrors.itemsFailed([{ key: item, errors: [itemErrors.nothingGiven()] }]));
    checkSearch(item, searchable);
  },
  isWanted(record, item, { caller }) {
    const mailbox = item["admin"] === true ? readText(item, "mailbox") : caller;
    if (mailbox !== null && record["toAddress"] !== mailbox) return false;
    return isFound(record, item, searchable);
  },
});
