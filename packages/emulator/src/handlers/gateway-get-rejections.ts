import { readObject, readText } from "../wire/decode.js";
import { contains, serveLog, wrapUnder } from "./log-pages.js";

const fieldsOf: Readonly<Record<string, readonly string[]>> = {
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
  isSortable: false,
  wrap: wrapUnder("rejections"),
  checkFilters: () => undefined,
  isWanted(record, item, emulation) {
    const own = emulation.administration.serviceUser.emailAddress;
    const mailbox = item["admin"] === true ? readText(item, "mailbox") : own;
    if (mailbox !== null && record["toAddress"] !== mailbox) return false;
    const search = readObject(item, "searchBy");
    const value = readText(search, "value");
    const field = readText(search, "fieldName") ?? readText(search, "field") ?? "all";
    return value === null || value === "" || contains(record, fieldsOf[field] ?? [], value);
  },
});
