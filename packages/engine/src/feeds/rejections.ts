import { type FeedForms, gatewayProduct } from "../forms/feed-forms.js";
import { ocsfClasses } from "../forms/ocsf/classes.js";
import { field, telling } from "../vocabulary/index.js";
import type { Feed, VendorRecord } from "./feed.js";
import { judgeRefusal } from "./judging/judge-mail.js";
import { hasAll, hasAny } from "./values/has.js";
import { readRows } from "./values/rows.js";
import { readAddress, readIpAddress, readText } from "./values/text.js";
import { formatVendorTime, readTime } from "./values/time.js";

const forms: FeedForms = {
  dataset: "mimecast.rejections",
  product: gatewayProduct,
  fields: [
    telling("id", "recordId"),
    telling("created", "time", "When the gateway refused the mail."),
    telling("type", "errorCode", "The vendor's number for the kind of refusal."),
    telling("description", "errorType", "Kind of the refusal: `Virus Signature Detection`; an open set."),
    telling("info", "reason", "Why, in detail: for malware what each scanner calls it."),
    telling("fromAddress", "sender"),
    telling("toAddress", "recipients"),
    telling("toAddressPostCheck", "recipients", "Recipient after the gateway resolved aliases."),
    telling("toAddressPreCheck", "recipients", "Recipient before the gateway resolved aliases."),
    telling("ipAddress", "sourceIp", "Server that offered the mail."),
    telling("remoteName", "sourceHost", "Name of that server, as its address resolves."),
    field("remoteEhlo", "text", "Name that the server gave itself."),
    telling("spamScore", "spamScore"),
    field(
      "detectionLevel",
      "text",
      "How strictly the mail was scanned for spam: not_initiated, aggressive, …",
    ),
    field("manageRecipient", "flag", "Whether the recipient may decide about such mails."),
  ],
  derived: [telling("info: first name", "virus", "What the first scanner calls malware.", { as: "virus" })],
  refine(meaning, record) {
    meaning.action = "rejected";
    if (isMalware(record)) meaning.virus = nameMalware(meaning.reason);
    if (meaning.virus !== undefined) meaning.rest["virus"] = meaning.virus;
  },
  judge: ({ meaning }) => judgeRefusal(meaning.errorType ?? meaning.reason),
  ecs: ({ record }) => ({ category: isMalware(record) ? ["email", "malware"] : ["email"] }),
  ocsfClasses: () => [ocsfClasses.emailActivity],
  ocsf: ({ meaning }) => ({
    classUid: ocsfClasses.emailActivity,
    activityId: 2,
    own: { protocol_name: "SMTP", ...describeGreeting(meaning.rest["remoteEhlo"]) },
  }),
};

/** What the server introduced itself with. */
function describeGreeting(name: unknown): { command?: string } {
  return typeof name === "string" ? { command: `EHLO ${name}` } : {};
}

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
  looksLike: (record) =>
    hasAny(record, "toAddressPreCheck", "toAddressPostCheck", "remoteEhlo", "manageRecipient") ||
    hasAll(record, "created", "fromAddress", "toAddress"),
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
  forms,
};

function isMalware(record: VendorRecord): boolean {
  return /virus|malware/i.test(readText(record["description"]) ?? "");
}

/** Of `[clam.Eicar-Test-Signature, bitd.EICAR (not a virus)]` the first name, without the scanner's. */
function nameMalware(info: string | undefined): string | undefined {
  const [first = ""] = info?.replace(/^\[|\]$/g, "").split(",", 1) ?? [];
  const name = first.trim().replace(/^[a-z]{2,8}\./, "");
  return name === "" ? undefined : name;
}
