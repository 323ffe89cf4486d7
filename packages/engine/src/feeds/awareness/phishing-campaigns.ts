import type { Feed } from "../feed.js";
import { blankFields } from "../values/blank-fields.js";
import { hasAll, hasAny } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { readAddress, readIpAddress, readSubject, readText } from "../values/text.js";
import { readTime } from "../values/time.js";
import { phishingCampaignForms } from "./awareness-forms.js";

const operation = "awareness-training.phishing.campaign.get-campaign";

/**
 * Phishing exercises, and what everybody did in each. Both are items of one feed: an exercise has an `id`, what
 * somebody did has an email address. Off by default: it is about people, and its product is bought apart.
 */
export const phishingCampaigns: Feed = {
  name: "phishing-campaigns",
  sentence: "Which phishing exercises were run, and who opened, clicked, submitted or reported their lures.",
  note: "Of an exercise only the field `id` is confirmed.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "snapshot",
    operation,
    pageSize: 500,
    everyMinutes: 1440,
    records: (data) => readRows(data, { under: "campaigns", telling: "anything" }),
    key: (record) => readText(record["id"]),
    perItem: {
      operation: "awareness-training.phishing.campaign.get-user-data",
      pageSize: 500,
      request: ({ id }) => (readText(id) === null ? null : { id }),
      records: (data) => readRows(data, { under: "items", telling: "anything" }),
      key: (record) => readAddress(record["email"]),
    },
  },
  isOptIn: true,
  settleDelayMinutes: 0,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) => hasAll(record, "templateName") && hasAny(record, "timeScheduled", "timeClicked"),
  extract: (record, source) => ({
    ...blankFields,
    time: readTime(record["timeScheduled"]) ?? source.fallbackTime,
    type: "arrived",
    recipient: readAddress(record["email"]),
    action: readText(record["status"]),
    sourceAddress: readIpAddress(record["clickedIp"]),
    subject: readSubject(record["templateName"]) ?? readSubject(record["name"]),
  }),
  forms: phishingCampaignForms,
};
