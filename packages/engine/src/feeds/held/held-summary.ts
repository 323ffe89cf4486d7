import type { Feed } from "../feed.js";
import { heldSummaryForms } from "../queues/queue-forms.js";
import { blankFields } from "../values/blank-fields.js";
import { hasAll } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { readText } from "../values/text.js";

/** How many messages each policy holds. Off by default: `held-messages` tells of each of them. */
export const heldSummary: Feed = {
  name: "held-summary",
  sentence: "How many messages each policy holds at the moment, whenever the number changes.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "snapshot",
    operation: "gateway.get-hold-summary-list",
    pageSize: null,
    everyMinutes: 60,
    records: (data) => readRows(data, { under: "holdSummary", telling: "anything" }),
    key: (record) => readText(record["policyInfo"]),
  },
  isOptIn: true,
  settleDelayMinutes: 0,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) => hasAll(record, "policyInfo", "numberOfItems"),
  extract: (record, source) => ({
    ...blankFields,
    time: source.fallbackTime,
    type: "arrived",
    verdict: readText(record["policyInfo"]),
  }),
  forms: heldSummaryForms,
};
