import type { Feed, VendorRecord } from "./feed.js";
import { readRows } from "./rows.js";
import { readAddress, readMessageId, readSubject, readText } from "./text.js";
import { formatVendorTime, readTime } from "./time.js";

/** Attachments and what the sandbox found in them. The time of a record is when the sandbox let the file go. */
export const ttpAttachment: Feed = {
  name: "ttp-attachment",
  sentence: "Which attachments were opened in the sandbox, for whom, and what was found in them.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "windows",
    operation: "ttp.attachment.get-logs",
    pageSize: 500,
    request: ({ from, until }) => ({
      from: formatVendorTime(from),
      to: formatVendorTime(until),
      oldestFirst: true,
      route: "all",
      result: "all",
    }),
    records: (data) => readRows(data, { under: "attachmentLogs", telling: ["fileHash", "fileName"] }),
  },
  // Rows turn up when the sandbox is done with the file, which may take most of an hour.
  settleDelayMinutes: 40,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  extract: (record, source) => ({
    time: readTime(record["date"]) ?? readTime(record["eventTime"]) ?? source.fallbackTime,
    type: "attachment-scan",
    sender: readAddress(record["senderAddress"]),
    recipient: readAddress(record["recipientAddress"]),
    url: null,
    host: null,
    action: readActions(record["actionTriggered"]),
    verdict: readText(record["result"])?.toLowerCase() ?? readVerdict(record),
    sourceAddress: null,
    messageId: readMessageId(record["messageId"]),
    subject: readSubject(record["subject"]),
  }),
};

/** Of `user release, none` what was really done. */
function readActions(value: unknown): string | null {
  const text = readText(value);
  if (text === null) return null;
  const actions = text.split(",").flatMap((part) => readText(part) ?? []);
  return actions.length === 0 ? null : actions.join(", ");
}

const verdicts: ReadonlySet<string> = new Set([
  "safe",
  "unsafe",
  "clean",
  "malicious",
  "timeout",
  "error",
  "unknown",
]);

/** The details begin with the verdict, padded with spaces; other beginnings are a finding, not a verdict. */
function readVerdict(record: VendorRecord): string | null {
  const line = readText(record["details"])?.split(/\r?\n/, 1)[0]?.trim().toLowerCase() ?? "";
  return verdicts.has(line) ? line : null;
}
