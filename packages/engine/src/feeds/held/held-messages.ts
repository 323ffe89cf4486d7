import type { Feed } from "../feed.js";
import { hasAny } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { readAddress, readSubject, readText } from "../values/text.js";
import { formatVendorTime, readTime } from "../values/time.js";
import { heldMessageForms } from "./held-forms.js";
import { heldDepartures } from "./held-releases.js";

/** No message is held for so long; sources disagree whether the span may be left out, and what it would be then. */
const longestHoldMs = 90 * 86_400_000;

/** Messages that are held at the moment: what waits for somebody's decision. */
export const heldMessages: Feed = {
  name: "held-messages",
  sentence: "Which messages are held and why: as they come in, and as they are released, rejected or expire.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "snapshot",
    operation: "gateway.get-hold-message-list",
    pageSize: 500,
    everyMinutes: 15,
    request: ({ at }) => ({
      // Without it only the caller's own messages are listed.
      admin: true,
      start: formatVendorTime(at - longestHoldMs),
      end: formatVendorTime(at),
    }),
    records: (data) => readRows(data, { under: "heldMessages", telling: "anything" }),
    key: (record) => readText(record["id"]),
    departures: heldDepartures,
  },
  settleDelayMinutes: 0,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) =>
    hasAny(record, "reasonCode", "reasonId") && hasAny(record, "dateReceived", "from", "to"),
  extract: (record, source) => ({
    time: readTime(record["dateReceived"]) ?? source.fallbackTime,
    type: "arrived",
    sender: readAddress(record["from"]) ?? readAddress(record["fromHeader"]),
    recipient: readAddress(record["to"]),
    url: null,
    host: null,
    action: null,
    verdict: readText(record["reason"]) ?? readText(record["reasonCode"]),
    sourceAddress: null,
    messageId: null,
    subject: readSubject(record["subject"]),
  }),
  forms: heldMessageForms,
};
