import type { Feed, VendorRecord } from "./feed.js";
import { readRows } from "./rows.js";
import { readAddress, readIpAddress, readMessageId, readSubject, readText } from "./text.js";
import { formatVendorTime, readTime } from "./time.js";

/** Mails that pretend to come from somebody else. */
export const ttpImpersonation: Feed = {
  name: "ttp-impersonation",
  sentence: "Which mails pretended to come from a colleague or a known company, and what was done with them.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "windows",
    operation: "ttp.impersonation.get-logs",
    pageSize: 500,
    request: ({ from, until }) => ({
      from: formatVendorTime(from),
      to: formatVendorTime(until),
      oldestFirst: true,
    }),
    records: (data) =>
      readRows(data, { under: "impersonationLogs", telling: ["impersonationResults", "identifiers"] }),
  },
  settleDelayMinutes: 5,
  retentionDays: null,
  identityVersion: 1,
  // The id can stand on several records, but is not said to change: with the other fields it counts.
  volatileFields: new Set(),
  extract: (record, source) => ({
    time: readTime(record["eventTime"]) ?? readTime(record["date"]) ?? source.fallbackTime,
    type: "impersonation",
    sender: readAddress(record["senderAddress"]),
    recipient: readAddress(record["recipientAddress"]),
    url: null,
    host: null,
    action: readText(record["action"]),
    verdict: isMalicious(record) ? "malicious" : null,
    sourceAddress: readIpAddress(record["senderIpAddress"]),
    messageId: readMessageId(record["messageId"]),
    subject: readSubject(record["subject"]),
  }),
};

/** Not being tagged is no verdict: nobody said that the mail is clean. */
function isMalicious(record: VendorRecord): boolean {
  return readText(record["taggedMalicious"])?.toLowerCase() === "true";
}
