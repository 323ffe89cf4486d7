import { isWanted, type LogScan } from "../logs/event-log.js";
import type { LogRow } from "../logs/log-row.js";
import type { Message } from "../traffic/message.js";
import type { JsonObject } from "../wire/decode.js";
import { type MessageBook, placeOf } from "./message-book.js";

/** The rows of the messages that are meant, newest first alone. */
export function* scanMessages(
  messages: MessageBook,
  list: {
    readonly scan: LogScan;
    readonly isMeant: (message: Message) => boolean;
    readonly write: (message: Message) => JsonObject;
  },
): Iterable<LogRow> {
  const { scan, isMeant, write } = list;
  const { from, until, after, now } = scan;
  // Bounds and places are whole seconds: the second of the last row is looked through once more.
  const last = Math.min(until, after?.time ?? until) + 999;
  for (const message of messages.newestFirst(from, Math.min(last, now))) {
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
