import type { Feed } from "../feed.js";
import { blankFields } from "../values/blank-fields.js";
import { hasAll } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { readAddress, readText } from "../values/text.js";
import { awarenessScoreForms } from "./awareness-forms.js";

/** Everybody's risk grade. Off by default: it is about people, and its product is bought apart. */
export const awarenessScores: Feed = {
  name: "awareness-scores",
  sentence: "Each person's risk grade of the awareness training, and every change of it.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "snapshot",
    operation: "awareness-training.company.get-safe-score-details",
    pageSize: 500,
    everyMinutes: 1440,
    records: (data) => readRows(data, { under: "items", telling: "anything" }),
    key: (record) => readAddress(record["emailAddress"]),
  },
  isOptIn: true,
  settleDelayMinutes: 0,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) => hasAll(record, "risk", "humanError"),
  extract: (record, source) => ({
    ...blankFields,
    time: source.fallbackTime,
    type: "arrived",
    recipient: readAddress(record["emailAddress"]),
    verdict: readText(record["risk"]),
  }),
  forms: awarenessScoreForms,
};
