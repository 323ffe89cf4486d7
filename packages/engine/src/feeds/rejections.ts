import type { Feed } from "./feed.js";
import { readRows } from "./rows.js";
import { readAddress, readIpAddress, readText } from "./text.js";
import { formatVendorTime, readTime } from "./time.js";

/** Mails the gateway refused before it took them. */
export const rejections: Feed = {
  name: "rejections",
  sentence: "Which mails the gateway refused to take, from whom to whom, and why.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "windows",
    operation: "gateway.get-rejections",
    pageSize: 500,
    // Without `admin` only the caller's own mailbox is listed.
    request: ({ from, until }) => ({
      admin: true,
      start: formatVendorTime(from),
      end: formatVendorTime(until),
    }),
    records: (data) => readRows(data, { under: "rejections", telling: ["fromAddress", "toAddress"] }),
  },
  settleDelayMinutes: 5,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  extract: (record, source) => ({
    time: readTime(record["created"]) ?? source.fallbackTime,
    type: "rejection",
    sender: readAddress(record["fromAddress"]),
    recipient:
      readAddress(record["toAddress"]) ??
      readAddress(record["toAddressPostCheck"]) ??
      readAddress(record["toAddressPreCheck"]),
    url: null,
    host: null,
    action: "rejected",
    verdict: readText(record["description"]) ?? readText(record["info"]),
    sourceAddress: readIpAddress(record["ipAddress"]),
    messageId: null,
    subject: null,
  }),
};
