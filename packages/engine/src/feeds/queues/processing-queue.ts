import type { Feed } from "../feed.js";
import { blankFields } from "../values/blank-fields.js";
import { hasAll, hasAny } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { readAddress, readIpAddress, readSubject, readText } from "../values/text.js";
import { formatVendorTime, readTime } from "../values/time.js";
import { processingQueueForms } from "./queue-forms.js";

/** The vendor's own default; nothing is worked on for so long. */
const longestMs = 7 * 86_400_000;

const request =
  (type: string) =>
  ({ at }: { at: number }) => ({ type, start: formatVendorTime(at - longestMs), end: formatVendorTime(at) });

/** Messages the gateway is busy with. Off by default: of use to those who run mail, rarely to those who guard it. */
export const processingQueue: Feed = {
  name: "processing-queue",
  sentence:
    "Which messages the gateway is still working on: waiting for the sandbox, or for another try to deliver.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "snapshot",
    operation: "gateway.find-processing-messages",
    pageSize: 500,
    everyMinutes: 15,
    request: request("processing"),
    parts: [{ name: "" }, { name: "bulk_processing", request: request("bulk_processing") }],
    records: (data) => readRows(data, { under: "messages", telling: ["fromEnv", "nextAttempt"] }),
    key: (record) => readText(record["id"]),
  },
  isOptIn: true,
  settleDelayMinutes: 0,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) => hasAll(record, "attempts", "nextAttempt") && hasAny(record, "fromEnv", "fromHeader"),
  extract: (record, source) => ({
    ...blankFields,
    time: readTime(record["created"]) ?? source.fallbackTime,
    type: "arrived",
    sender: readAddress(record["fromEnv"]) ?? readAddress(record["fromHeader"]),
    recipient: readAddress(record["to"]),
    verdict: readText(record["info"]),
    sourceAddress: readIpAddress(record["remoteIp"]),
    subject: readSubject(record["subject"]),
  }),
  forms: processingQueueForms,
};
