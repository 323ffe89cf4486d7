import type { LogRow } from "../../logs/log-row.js";
import type { Pieces } from "../../wire/pieces.js";
import { serveLog, writeFlat } from "../log-pages.js";

/** Answers how many messages waited at every quarter of an hour of a span, oldest first. How often is guessed. */
export const getEmailQueues = serveLog({
  feed: "queue-depth",
  from: "start",
  until: "end",
  isBounded: () => true,
  isOldestFirst: () => true,
  wrap: (rows) => [
    '{"inboundEmailQueue":[',
    ...writeQueue(rows, "inbound"),
    '],"outboundEmailQueue":[',
    ...writeQueue(rows, "outbound"),
    "]}",
  ],
});

function writeQueue(rows: readonly LogRow[], direction: string): Pieces {
  return writeFlat(rows.filter(({ fields }) => fields["direction"] === direction));
}
