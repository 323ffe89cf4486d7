import type { Feed } from "../feed.js";
import { blankFields } from "../values/blank-fields.js";

import { hasAll } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { formatVendorTime, readTime } from "../values/time.js";
import { queueDepthForms } from "./queue-forms.js";

const readInbound = (data: readonly unknown[]) => readRows(data, { under: "inboundEmailQueue", telling: [] });
const readOutbound = (data: readonly unknown[]) =>
  readRows(data, { under: "outboundEmailQueue", telling: [] });

/**
 * How much mail waits. Only the list a record stands in tells its direction, which becomes the type of the event.
 * Off by default: of use to those who run mail, rarely to those who guard it.
 */
export const queueDepth: Feed = {
  name: "queue-depth",
  sentence: "How many messages were waiting in the inbound and outbound queues, over time.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "windows",
    operation: "email.get-email-queues",
    pageSize: null,
    request: ({ from, until }) => ({ start: formatVendorTime(from), end: formatVendorTime(until) }),
    records: (data) => [...readInbound(data), ...readOutbound(data)],
    parts: [
      { name: "inbound", records: readInbound },
      { name: "outbound", records: readOutbound },
    ],
  },
  isOptIn: true,
  settleDelayMinutes: 5,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) => hasAll(record, "date", "count") && Object.keys(record).length === 2,
  extract: (record, source) => ({
    ...blankFields,
    time: readTime(record["date"]) ?? source.fallbackTime,
    type: source.part === "" ? "queue-depth" : source.part,
  }),
  forms: queueDepthForms,
};
