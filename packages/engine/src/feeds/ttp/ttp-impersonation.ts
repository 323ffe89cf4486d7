import type { OcsfKind } from "../../forms/event.js";
import { type FeedForms, gatewayProduct } from "../../forms/feed-forms.js";
import { ocsfClasses } from "../../forms/ocsf/classes.js";
import { field, type Meaning, telling } from "../../vocabulary/index.js";
import type { Feed, VendorRecord } from "../feed.js";
import { judgeImitation } from "../judging/judge-mail.js";
import { hasAll, hasAny } from "../values/has.js";
import { readRows } from "../values/rows.js";
import { readAddress, readIpAddress, readMessageId, readSubject, readText } from "../values/text.js";
import { formatVendorTime, readTime } from "../values/time.js";

const forms: FeedForms = {
  dataset: "mimecast.ttp-impersonation",
  product: gatewayProduct,
  fields: [
    telling("id", "recordId", "The vendor's id of the record; several records may share one."),
    telling("eventTime", "time", "When the mail was checked."),
    telling("senderAddress", "sender"),
    telling("recipientAddress", "recipients", "Recipient; each has a row of its own."),
    telling("subject", "subject"),
    telling("messageId", "messageId"),
    telling("senderIpAddress", "sourceIp", "Address the mail came from."),
    telling("definition", "policy", "Definition by which the mail was checked."),
    telling("action", "action", "What was done with the mail: none, hold or bounce."),
    field("hits", "number", "How many of the checks noticed something."),
    field("identifiers", "texts", "The checks that noticed something, such as `internal_user_name`."),
    field("impersonationResults", "json", "What each check noticed: whose name or domain the mail imitates."),
    field("taggedExternal", "flag", "Whether the mail was marked as coming from outside."),
    field("taggedMalicious", "flag", "Whether the mail was marked as malicious."),
  ],
  refine(meaning, record) {
    if (isMalicious(record)) meaning.verdict = "malicious";
  },
  judge: ({ meaning, record }) =>
    judgeImitation(meaning.action, {
      isMalicious: isMalicious(record),
      isExternal: meaning.rest["taggedExternal"] === true,
    }),
  ecs: () => ({ category: ["email"] }),
  ocsfClasses: () => [ocsfClasses.detectionFinding],
  ocsf: ({ meaning }) => ({
    classUid: ocsfClasses.detectionFinding,
    activityId: 1,
    title: `Impersonation: ${describeHits(meaning.rest["hits"])}`,
    ...describeChecks(meaning),
  }),
};

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
  looksLike: (record) =>
    hasAny(record, "impersonationResults", "identifiers") ||
    hasAll(record, "senderAddress", "taggedMalicious", "eventTime"),
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
  forms,
};

/** The checks that fired make a suspicion, not a proof. */
const suspicious = 4;

function describeChecks({ rest }: Meaning): Pick<OcsfKind, "types" | "data" | "verdictId"> {
  const { identifiers, impersonationResults } = rest;
  const types = Array.isArray(identifiers) ? identifiers.filter((name) => typeof name === "string") : [];
  return {
    verdictId: suspicious,
    ...(types.length === 0 ? {} : { types }),
    ...(impersonationResults === undefined ? {} : { data: { impersonationResults } }),
  };
}

function describeHits(hits: unknown): string {
  return typeof hits !== "number" ? "indicators found" : hits === 1 ? "1 indicator" : `${hits} indicators`;
}

/** Not being tagged is no verdict: nobody said that the mail is clean. */
function isMalicious(record: VendorRecord): boolean {
  return readText(record["taggedMalicious"])?.toLowerCase() === "true";
}
