import { isWanted, type LogScan } from "../logs/event-log.js";
import type { LogRow } from "../logs/log-row.js";
import type { Message } from "../traffic/message.js";
import type { JsonObject } from "../wire/decode.js";
import { type MessageBook, placeOf } from "./message-book.js";

/** The rows of the messages that are meant. */
export function* scanMessages(
  messages: MessageBook,
  list: {
    readonly scan: LogScan;
    readonly isMeant: (message: Message) => boolean;
    readonly write: (message: Message) => JsonObject;
  },
): Iterable<LogRow> {
  const { scan, isMeant, write } = list;
  const { from, until, oldestFirst, after, now } = scan;
  // Bounds and places are whole seconds: the second of the last row is looked through once more.
  const first = oldestFirst ? Math.max(from, after?.time ?? from) : from;
  const last = (oldestFirst ? until : Math.min(until, after?.time ?? until)) + 999;
  const most = messages.mostOfPage(from, Math.min(until, now));
  const span = { from: first, until: Math.min(last, now), oldestFirst };
  for (const message of messages.walk({ ...span, most })) {
    const place = { ...placeOf(message), visibleFrom: message.time };
    if (!isWanted(place, scan) || !isMeant(message)) continue;
    // Written when it is asked for: a month's rows are counted, and few of them are shown.
    yield {
      ...place,
      get fields() {
        return write(message);
      },
      get raw() {
        return JSON.stringify(write(message));
      },
    };
  }
}
