import type { Feed, VendorRecord } from "./feed.js";
import { readAddress, readHost, readIpAddress, readMessageId, readSubject, readText } from "./text.js";
import { formatVendorTime, readTime } from "./time.js";

/** Clicks and scans of rewritten URLs. */
export const ttpUrl: Feed = {
  name: "ttp-url",
  sentence: "Who clicked which link in a mail, from where, and what Mimecast did about it.",
  generations: ["1.0", "2.0"],
  reading: {
    kind: "windows",
    operation: "ttp.url.get-logs",
    pageSize: 500,
    request: ({ from, until }) => ({
      from: formatVendorTime(from),
      to: formatVendorTime(until),
      oldestFirst: true,
      route: "all",
      scanResult: "all",
    }),
    records: (data) => data.flatMap(readClickLogs),
  },
  settleDelayMinutes: 5,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  extract(record, source) {
    const url = readText(record["url"]);
    return {
      time: readTime(record["date"]) ?? source.fallbackTime,
      type: isClick(record) ? "url-click" : "url-scan",
      sender: readAddress(record["fromUserEmailAddress"]),
      recipient: readAddress(record["userEmailAddress"]),
      url,
      host: readHost(url),
      action: readText(record["action"]),
      verdict: readText(record["scanResult"]),
      sourceAddress: readIpAddress(record["sendingIp"]),
      messageId: readMessageId(record["messageId"]),
      subject: readSubject(record["subject"]),
    };
  },
};

/** Only a user following a link is a click: an entry scan is the gateway looking at the mail itself. */
function isClick(record: VendorRecord): boolean {
  return readText(record["creationMethod"])?.toLowerCase() !== "entry scan";
}

function readClickLogs(item: unknown): readonly unknown[] {
  if (typeof item !== "object" || item === null || !("clickLogs" in item)) return [];
  return Array.isArray(item.clickLogs) ? item.clickLogs : [];
}
