import type { Feed } from "../feed.js";
import { blankFields } from "../values/blank-fields.js";
import { hasAll } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { readText } from "../values/text.js";
import { packageForms } from "./account-forms.js";

/** What may be provisioned. Off by default: it is for partners; an account's own packages stand in `account`. */
export const packages: Feed = {
  name: "packages",
  sentence: "Which of Mimecast's products the account may have provisioned, as they come and go.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "snapshot",
    operation: "provisioning.get-packages",
    pageSize: null,
    everyMinutes: 1440,
    records: (data) => readRows(data, { under: "products", telling: ["id", "name"] }),
    key: (record) => readText(record["id"]) ?? readText(record["name"]),
  },
  isOptIn: true,
  settleDelayMinutes: 0,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  // Nothing but these two is in it, and other records have them too.
  looksLike: (record) => hasAll(record, "id", "name") && Object.keys(record).length === 2,
  extract: (record, source) => ({
    ...blankFields,
    time: source.fallbackTime,
    type: "arrived",
    subject: readText(record["name"]),
  }),
  forms: packageForms,
};
