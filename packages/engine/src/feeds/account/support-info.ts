import type { Feed } from "../feed.js";
import { blankFields } from "../values/blank-fields.js";
import { hasAny } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { readText } from "../values/text.js";
import { supportInfoForms } from "./account-forms.js";

/** Who supports the account, and until when. Off by default: it rarely changes. */
export const supportInfo: Feed = {
  name: "support-info",
  sentence:
    "Who at Mimecast looks after the account, with which support package, and when it is to be renewed.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "snapshot",
    operation: "account.get-support-info",
    pageSize: null,
    everyMinutes: 1440,
    records: (data) => readRows(data, { under: "supportInfo", telling: "anything" }),
    // There is one, and nothing in it names it.
    key: () => "support-info",
  },
  isOptIn: true,
  settleDelayMinutes: 0,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) => hasAny(record, "customerDevelopmentManager", "hostingJurisdiction"),
  extract: (record, source) => ({
    ...blankFields,
    time: source.fallbackTime,
    type: "arrived",
    subject: readText(record["supportPackage"]),
  }),
  forms: supportInfoForms,
};
