import type { FormEvent, OcsfKind } from "../../forms/event.js";
import { type FeedForms, gatewayProduct } from "../../forms/feed-forms.js";
import { ocsfClasses } from "../../forms/ocsf/classes.js";
import { field, telling } from "../../vocabulary/index.js";
import { type Disposition, dispositionOf, isStopped, type Judgement } from "../../vocabulary/judgement.js";
import type { Feed, VendorRecord } from "../feed.js";
import { hasAll, hasAny } from "../values/has.js";
import { readRows } from "../values/rows.js";
import {
  readAddress,
  readHost,
  readIpAddress,
  readMessageId,
  readSubject,
  readText,
} from "../values/text.js";
import { formatVendorTime, readTime } from "../values/time.js";

const forms: FeedForms = {
  dataset: "mimecast.ttp-url",
  product: gatewayProduct,
  fields: [
    telling("date", "time", "When the link was clicked or scanned."),
    telling("userEmailAddress", ["recipients", "actor"], "Who received the mail and, for a click, clicked."),
    telling("fromUserEmailAddress", "sender"),
    telling("url", "url", "The link."),
    telling("category", "urlCategory", undefined, { keep: true }),
    telling("action", "action", "What the reader got: allow, warn or block.", { keep: true }),
    telling("scanResult", "verdict", "What the scan found: clean, suspicious or malicious.", { keep: true }),
    telling("ttpDefinition", "policy", "Definition that decided."),
    telling("subject", "subject"),
    telling("messageId", "messageId"),
    telling("route", "direction"),
    telling(
      "sendingIp",
      "sourceIp",
      "Mail server that sent the mail, or the text `Internal IP`; never the clicker's.",
    ),
    field("actions", "word", "Actions of the definition: Allow, Block, None, Browser Isolation."),
    field("adminOverride", "text", "What an administrator decided instead."),
    field("userOverride", "text", "What the user decided instead."),
    field("userAwarenessAction", "text", "What the user answered to the awareness page."),
    field("creationMethod", "text", "`User Click`, or `Entry Scan`, which is no click by anybody."),
    field("emailPartsDescription", "texts", "Where in the mail the link stood."),
    field("tagMap", "json", "What the scan of the page saw, by check; the keys are free."),
  ],
  refine(meaning, record) {
    if (!isClick(record)) meaning.actor = undefined;
    const { tagMap } = meaning.rest;
    if (tagMap !== undefined) meaning.rest["tagMap"] = nameTags(tagMap);
  },
  judge,
  ecs: ({ type }) =>
    type === "url-click" ? { category: ["email", "web"], type: ["access", "info"] } : { category: ["email"] },
  ocsfClasses: () => [ocsfClasses.emailActivity, ocsfClasses.detectionFinding],
  ocsf: describeOcsf,
};

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
    records: (data) => readRows(data, { under: "clickLogs", telling: ["userEmailAddress", "url"] }),
  },
  settleDelayMinutes: 5,
  retentionDays: null,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) =>
    hasAll(record, "url", "userEmailAddress") ||
    (hasAll(record, "url", "date") &&
      hasAny(record, "creationMethod", "ttpDefinition", "fromUserEmailAddress")),
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
  forms,
};

function judge({ meaning, record, type }: FormEvent): Judgement {
  const isMalicious = meaning.verdict?.toLowerCase() === "malicious";
  const disposition = readDisposition(record);
  const isFinding = isMalicious || disposition === "blocked" || disposition === "warned";
  if (!isFinding) {
    const isSuspicious = meaning.verdict?.toLowerCase() === "suspicious";
    return { disposition, severity: isSuspicious ? 2 : 1, isFinding, outcome: "success" };
  }
  // Somebody who got through to a malicious page matters more than somebody who was kept away.
  const severity = isMalicious && !isStopped(disposition) && type === "url-click" ? 4 : 3;
  return { disposition, severity, isFinding, outcome: "success" };
}

/** What the user got in the end: who overrides a decision, or goes on past a warning, is let through. */
function readDisposition(record: VendorRecord): Disposition | null {
  if (readText(record["userOverride"]) !== null) return "allowed";
  const disposition = dispositionOf(readText(record["action"]) ?? undefined);
  const wentOn = readText(record["userAwarenessAction"])?.toLowerCase() === "continue";
  return disposition === "warned" && wentOn ? "allowed" : disposition;
}

function describeOcsf({ meaning, type }: FormEvent, { isFinding }: Judgement): OcsfKind {
  const isClick = type === "url-click";
  if (isFinding) {
    const what = isClick ? "URL clicked" : "URL found on entry";
    const title = `${what}: ${meaning.urlCategory ?? meaning.verdict ?? "suspicious"}`;
    return { classUid: ocsfClasses.detectionFinding, activityId: 1, title };
  }
  return isClick
    ? { classUid: ocsfClasses.emailActivity, activityId: 99, activityName: "URL Click" }
    : { classUid: ocsfClasses.emailActivity, activityId: 3 };
}

/** Only a user following a link is a click: an entry scan is the gateway looking at the mail itself. */
function isClick(record: VendorRecord): boolean {
  return readText(record["creationMethod"])?.toLowerCase() !== "entry scan";
}

/** The names of checks hold colons and dots, which where documents are searched lead into objects. */
function nameTags(tags: unknown): unknown {
  if (typeof tags !== "object" || tags === null || Array.isArray(tags)) return tags;
  return Object.fromEntries(
    Object.entries(tags).map(([name, held]) => [name.replace(/[:.]/g, "_"), nameTags(held)]),
  );
}
