import { blankFields } from "./blank-fields.js";
import type { Feed } from "./feed.js";
import { hasAll } from "./has.js";
import { heldSummaryForms } from "./queue-forms.js";
import { readRows } from "./rows.js";
import { readText } from "./text.js";

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
