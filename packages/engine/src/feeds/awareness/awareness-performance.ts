import type { Feed } from "../feed.js";
import { blankFields } from "../values/blank-fields.js";
import { hasAll } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { readAddress } from "../values/text.js";
import { awarenessPerformanceForms } from "./awareness-forms.js";

/** How everybody answers the training's questions. Off by default: it is about people, and bought apart. */
export const awarenessPerformance: Feed = {
  name: "awareness-performance",
  sentence:
    "How many of the awareness training's questions each person answered, rightly or wrongly, or left out.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "snapshot",
    operation: "awareness-training.company.get-performance-details",
    pageSize: 500,
    everyMinutes: 1440,
    records: (data) => readRows(data, { under: "items", telling: "anything" }),
    key: (record) => readAddress(record["email"]) ?? readAddress(record["emailAddress"]),
  },
  isOptIn: true,
  settleDelayMinutes: 0,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) => hasAll(record, "numCorrect", "numNotWatched"),
  extract: (record, source) => ({
    ...blankFields,
    time: source.fallbackTime,
    type: "arrived",
    recipient: readAddress(record["email"]) ?? readAddress(record["emailAddress"]),
  }),
  forms: awarenessPerformanceForms,
};
