import { whoCalls } from "../../administration/caller.js";
import { isArchived } from "../../archive/archived.js";
import { readArchiveQuery } from "../../archive/query.js";
import { formatUtc } from "../../clicks/click-row.js";
import { nameBehind } from "../../held/held-row.js";
import { noteSearch } from "../../logs/archive-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import type { Message } from "../../traffic/message.js";
import { hexDigits, Random } from "../../traffic/random.js";
import { readText } from "../../wire/decode.js";
import { answerEnvelope, readItems } from "../../wire/envelope.js";
import { itemErrors, wireErrors } from "../../wire/errors.js";
import type { Handler } from "../handler.js";

/** Answers what a query finds, newest first. Without `admin` only the caller's own mailbox is searched. */
export const searchArchive: Handler = (call, emulation) => {
  const item = readItems(call.body)[0] ?? {};
  const text = readText(item, "query");
  const { clock, guesses } = emulation;
  const query = text === null ? null : readArchiveQuery(text, { now: clock.now(), guesses });
  if (text === null || query === null) {
    const error = text === null ? itemErrors.missing("query") : itemErrors.searchInvalid();
    return wireErrors.itemsFailed([{ key: item, errors: [error] }]);
  }
  const own = whoCalls(call.visitor, emulation).user;
  const isVisible = ({ sender, recipient }: Message) =>
    item["admin"] === true || sender === own || recipient === own;
  const items: unknown[] = [];
  let row = 0;
  for (const message of emulation.messages.walk(query)) {
    if (!isVisible(message) || !query.isMeant(message) || !isArchived(message, emulation)) continue;
    if (row >= query.startRow) items.push(pick(writeFound(message, emulation), query.returnFields));
    row += 1;
    if (items.length === query.pageSize) break;
  }
  const page = Math.floor(query.startRow / query.pageSize) + 1;
  const description = `Audit [Page ${page}] - Depth ${query.pageSize}`;
  const search = { text: query.words, reason: "", description, isAdmin: item["admin"] === true, query: text };
  noteSearch(search, { call, emulation });
  return answerEnvelope([{ items, queryDuration: 1 }]);
};

export function smashOf({ variant }: Message): string {
  return hexDigits(new Random(variant ^ 0x5a54), 64);
}

function writeFound(
  message: Message,
  { messages, traffic, guesses }: Emulation,
): Readonly<Record<string, unknown>> {
  const { headerFrom, recipient } = message;
  const to = { displayableName: nameBehind(recipient, traffic.company), emailAddress: recipient };
  return {
    id: messages.idOf(message),
    smash: smashOf(message),
    subject: message.subject,
    displayfrom: nameBehind(headerFrom, traffic.company) || headerFrom,
    displayfromaddress: headerFrom,
    displayto: to.displayableName || recipient,
    displaytoaddresslist: [to],
    receiveddate: formatUtc(message.time),
    size: message.size,
    attachmentcount: message.attachment === null || guesses.attachmentCountsShort ? 0 : 1,
    status: "ARCHIVED",
  };
}

/** The fields that were asked for, and the id without which nothing can be done with a row. */
function pick(row: Readonly<Record<string, unknown>>, names: readonly string[]) {
  if (names.length === 0) return row;
  return Object.fromEntries(Object.entries(row).filter(([name]) => name === "id" || names.includes(name)));
}
