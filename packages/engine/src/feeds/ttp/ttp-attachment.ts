import type { FormEvent, OcsfKind } from "../../forms/event.js";
import { type FeedForms, gatewayProduct } from "../../forms/feed-forms.js";
import { ocsfClasses } from "../../forms/ocsf/classes.js";
import { extensionOf, field, telling } from "../../vocabulary/index.js";
import { type Disposition, dispositionOf, type Judgement } from "../../vocabulary/judgement.js";
import type { Feed, VendorRecord } from "../feed.js";
import { hasAny } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { readAddress, readMessageId, readSubject, readText } from "../values/text.js";
import { formatVendorTime, readTime } from "../values/time.js";

const forms: FeedForms = {
  dataset: "mimecast.ttp-attachment",
  product: gatewayProduct,
  fields: [
    telling("date", "time", "When the sandbox let the file go."),
    telling("senderAddress", "sender", "Sender; `<>` for a bounce, which has none."),
    telling("recipientAddress", "recipients", "Recipient; each has a row of its own."),
    telling("fileName", "fileName"),
    telling("fileType", "fileMime"),
    telling(
      "fileHash",
      ["sha256", "sha1", "md5"],
      "Hash of the file, SHA-256; which it is tells its length.",
    ),
    telling("result", "verdict", "What was found: safe, malicious, unsafe, timeout, error or unknown.", {
      keep: true,
    }),
    telling(
      "actionTriggered",
      "action",
      "What was done with the file, then with the mail: `user release, none`.",
    ),
    field(
      "details",
      "prose",
      "What the sandbox says, on several lines: the verdict or the finding, then the time taken.",
    ),
    telling("definition", "policy", "Definition by which the file was opened."),
    telling("route", "direction"),
    telling("subject", "subject"),
    telling("messageId", "messageId"),
  ],
  derived: [
    telling("fileName: ending", "fileExtension"),
    telling(
      "details: first line",
      "virus",
      "What the sandbox calls a harmful file; a bare verdict names nothing.",
      {
        as: "virus",
      },
    ),
  ],
  refine(meaning, record) {
    meaning.action = joinWords(meaning.action);
    meaning.verdict = meaning.verdict?.toLowerCase() ?? readVerdict(record) ?? undefined;
    meaning.fileExtension = extensionOf(meaning.fileName);
    if (isHarmful(meaning.verdict)) meaning.virus = readFinding(record);
    if (meaning.virus !== undefined) meaning.rest["virus"] = meaning.virus;
  },
  judge,
  ecs: (_event, { isFinding }) => ({
    category: isFinding ? ["email", "malware"] : ["email"],
    type: ["info"],
  }),
  ocsfClasses: () => [ocsfClasses.emailActivity, ocsfClasses.detectionFinding],
  ocsf: describeOcsf,
};

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
  looksLike: (record) =>
    hasAny(record, "fileHash", "actionTriggered") &&
    hasAny(record, "recipientAddress", "senderAddress", "fileName", "date"),
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
  forms,
};

/** Safe files went through; of a harmful one the row says what was done; of the others nobody knows. */
function judge({ meaning, record }: FormEvent): Judgement {
  const { verdict } = meaning;
  if (isHarmful(verdict)) {
    return { disposition: readDisposition(record), severity: 4, isFinding: true, outcome: "success" };
  }
  if (verdict === "safe" || verdict === "clean") {
    return { disposition: "allowed", severity: 1, isFinding: false, outcome: "success" };
  }
  // A sandbox that ran out of time found nothing, and cleared nothing either.
  return { disposition: readDisposition(record), severity: 2, isFinding: false, outcome: "unknown" };
}

/** What weighs most of what was done; `detected` where nothing was. */
function readDisposition(record: VendorRecord): Disposition {
  const words = readActions(record["actionTriggered"])?.split(", ") ?? [];
  return words.map(dispositionOf).find((disposition) => disposition !== null) ?? "detected";
}

function describeOcsf({ meaning }: FormEvent, { isFinding }: Judgement): OcsfKind {
  if (!isFinding) return { classUid: ocsfClasses.emailActivity, activityId: 3 };
  const title = `Malicious attachment: ${meaning.fileName ?? "file not named"}`;
  return { classUid: ocsfClasses.detectionFinding, activityId: 1, title };
}

function isHarmful(verdict: string | undefined): boolean {
  return verdict === "malicious" || verdict === "unsafe";
}

/** `user release, none` as one word, `user_release_none`: the form in which SIEMs know this feed's actions. */
function joinWords(action: string | undefined): string | undefined {
  const word = action
    ?.toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
  return word === "" ? undefined : word;
}

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
  const line = readFirstLine(record).toLowerCase();
  return verdicts.has(line) ? line : null;
}

/** `[MALICIOUS_ACTIVITY: Exploit: …` names what the engine recognised; a bare verdict names nothing. */
function readFinding(record: VendorRecord): string | undefined {
  const line = readFirstLine(record)
    .replace(/^\[(?:[A-Z_]+:\s*)?/, "")
    .replace(/\]$/, "")
    .trim();
  return line === "" || verdicts.has(line.toLowerCase()) ? undefined : line;
}

function readFirstLine(record: VendorRecord): string {
  return readText(record["details"])?.split(/\r?\n/, 1)[0]?.trim() ?? "";
}
