import type { Feed } from "../feed.js";
import { blankFields } from "../values/blank-fields.js";
import { hasAll } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { readAddress, readText } from "../values/text.js";
import { awarenessWatchlistForms } from "./awareness-forms.js";

/** Who is on the watch list of the training. Off by default: it is about people, and its product is bought apart. */
export const awarenessWatchlist: Feed = {
  name: "awareness-watchlist",
  sentence: "Who came onto the watch list of the awareness training, and who left it.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "snapshot",
    operation: "awareness-training.company.get-watchlist-details",
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
  looksLike: (record) => hasAll(record, "watchlistCount"),
  extract: (record, source) => ({
    ...blankFields,
    time: source.fallbackTime,
    type: "arrived",
    recipient: readAddress(record["email"]) ?? readAddress(record["emailAddress"]),
    verdict: readText(record["watchlistCount"]),
  }),
  forms: awarenessWatchlistForms,
};
