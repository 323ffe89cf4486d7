import type { Feed } from "../feed.js";
import { blankFields } from "../values/blank-fields.js";
import { hasAll } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { readText } from "../values/text.js";
import { accountForms } from "./account-forms.js";

/** The account itself. Off by default: it rarely changes, and its call hands out two secrets. */
export const account: Feed = {
  name: "account",
  sentence:
    "What the account is: its packages, retention, number of users and contacts, and every change of them.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "snapshot",
    operation: "account.get-account",
    pageSize: null,
    everyMinutes: 1440,
    records: (data) => readRows(data, { under: "account", telling: "anything" }),
    key: (record) => readText(record["accountCode"]),
    // Whoever has these can have the vendor's support change the account.
    secretFields: ["passphrase", "supportCode"],
  },
  isOptIn: true,
  settleDelayMinutes: 0,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) => hasAll(record, "accountCode", "userCount"),
  extract: (record, source) => ({
    ...blankFields,
    time: source.fallbackTime,
    type: "arrived",
    subject: readText(record["accountName"]),
  }),
  forms: accountForms,
};
