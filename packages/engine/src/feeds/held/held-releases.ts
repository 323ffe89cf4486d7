import type { Feed, VendorRecord } from "../feed.js";
import type { DepartureLog } from "../reading.js";
import { hasAny } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { readAddress, readSubject, readText } from "../values/text.js";
import { formatVendorTime, readTime } from "../values/time.js";
import { heldReleaseForms } from "./held-forms.js";

const list = {
  operation: "gateway.get-held-release-logs",
  pageSize: 500,
  request: ({ from, until }: { from: number; until: number }) => ({
    start: formatVendorTime(from),
    end: formatVendorTime(until),
  }),
  records: (data: readonly unknown[]) =>
    readRows(data, { under: "heldReleaseLogs", telling: ["released", "heldReason"] }),
} as const;

/** Who let held messages go, or rejected them. */
export const heldReleases: Feed = {
  name: "held-releases",
  sentence: "Which held messages were released or rejected, by whom, and why they had been held.",
  generations: ["1.0", "2.0"],
  reading: { kind: "windows", ...list },
  settleDelayMinutes: 5,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) =>
    hasAny(record, "heldReason", "heldGroup") &&
    hasAny(record, "released", "status", "operator", "messageInfo"),
  extract: (record, source) => ({
    time: readTime(record["released"]) ?? source.fallbackTime,
    type: readStatus(record) ?? "unknown",
    sender: readAddress(record["fromEnv"]) ?? readAddress(record["fromHdr"]),
    recipient: readAddress(record["to"]),
    url: null,
    host: null,
    action: readStatus(record),
    verdict: readText(record["heldReason"]),
    sourceAddress: null,
    messageId: null,
    subject: readSubject(record["subject"]),
  }),
  forms: heldReleaseForms,
};

/** The same log, asked how a message left the list of those that are held. */
export const heldDepartures: DepartureLog = {
  ...list,
  outcome(entry) {
    const type = readStatus(entry);
    if (type !== "released" && type !== "rejected") return null;
    const sender = readAddress(entry["fromEnv"]) ?? readAddress(entry["fromHdr"]);
    const recipients: readonly unknown[] = Array.isArray(entry["to"]) ? entry["to"] : [entry["to"]];
    const likenesses = recipients.flatMap(
      (to) => describe({ sender, recipient: readAddress(to), subject: entry["subject"] }) ?? [],
    );
    return { type, key: readText(entry["id"]), likenesses };
  },
  likeness: (item) =>
    describe({
      sender: readAddress(item["from"]) ?? readAddress(item["fromHeader"]),
      recipient: readAddress(item["to"]),
      subject: item["subject"],
    }),
};

function readStatus(record: VendorRecord): string | null {
  return readText(record["status"])?.toLowerCase() ?? null;
}

/** Nobody says that the list and the log name a message by the same id: its addresses and subject tell it too. */
function describe(mail: {
  sender: string | null;
  recipient: string | null;
  subject: unknown;
}): string | null {
  if (mail.recipient === null) return null;
  return JSON.stringify([mail.sender ?? "", mail.recipient, readSubject(mail.subject) ?? ""]);
}
