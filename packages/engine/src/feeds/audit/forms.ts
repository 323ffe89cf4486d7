import type { FormEvent } from "../../forms/event.js";
import { type FeedForms, gatewayProduct } from "../../forms/feed-forms.js";
import { field, type Meaning, telling, toKebabCase } from "../../vocabulary/index.js";
import type { VendorRecord } from "../feed.js";
import { readText } from "../values/text.js";
import { type EventInfo, readEventInfo } from "./event-info.js";
import { classifyAudit, ecsKindOf, judgeAudit } from "./kinds.js";
import { auditOcsfClasses, ocsfKindOf, type Told } from "./ocsf.js";

/** ECS and OCSF forms of audit events. */
export const forms: FeedForms = {
  dataset: "mimecast.audit",
  product: gatewayProduct,
  fields: [
    telling("id", "recordId"),
    telling(
      "auditType",
      ["type", "action"],
      "What happened, in a few words: `User Logged On`. The list is open.",
      {
        keep: true,
      },
    ),
    telling("eventTime", "time"),
    telling("user", "actor", "Who did it; empty for what the system did by itself."),
    telling(
      "eventInfo",
      "message",
      "What happened, as a text with an ending: `…, Date: …, Time: …, IP: …, Application: …`; the parts differ by type.",
      { keep: true },
    ),
    field("category", "text", "Group of audit types, such as `authentication_logs`."),
  ],
  derived: [
    telling("eventInfo: IP", "clientIp", "Address whoever acted came from; also after `Remote IP is`."),
    telling("eventInfo: Application", "application", "Application through which whoever acted did.", {
      as: "application",
    }),
    field("eventInfo: Method", "text", "How somebody signed in.", { as: "method" }),
    field("eventInfo: 2FA", "text", "Second factor of a sign-in.", { as: "2FA" }),
    telling("eventInfo: Reason", "reason", "Why a sign-in failed, or was asked for more."),
    telling("eventInfo: for … <…>", "actorName"),
    telling("eventInfo: user", "targetUser"),
    telling("eventInfo: Folder, Group", "group"),
    telling("eventInfo: file", "downloadName"),
    telling("eventInfo: Size", "downloadSize"),
    telling("eventInfo: From", "headerSender", "Sender of the mail that somebody looked at."),
    telling("eventInfo: To", "recipients", "Recipients of that mail."),
    telling("eventInfo: Subject", "subject", "Subject of that mail."),
    telling("eventInfo: Sent, Date", "composedAt", "When that mail was written."),
    telling("eventInfo: Message ID", "messageId"),
    field("eventInfo: mail", "text", "All that the text says of that mail.", { as: "email.metadata" }),
    field("eventInfo: Email Address", "address", "Address put into a group, or taken out.", {
      as: "email.address",
    }),
    field("eventInfo: Remote IP is", "text", "The address as the text says it.", { as: "remote" }),
    field("eventInfo: Remote IP", "ip", "That address alone.", { as: "remote_ip" }),
    field("eventInfo: TR-…", "text", "Code of a remediation incident.", { as: "incident" }),
  ],
  refine,
  judge(event) {
    const { kind, info } = textOf(event);
    return judgeAudit(kind, info);
  },
  ecs(event) {
    const { kind, info } = textOf(event);
    return ecsKindOf(kind, info);
  },
  ocsfClasses: () => auditOcsfClasses,
  ocsf: (event) => ocsfKindOf(event, textOf(event)),
};

/** What the text of the event at hand told, beside the meaning that was read from it: reading it once is enough. */
let last: { readonly meaning: Meaning; readonly told: Told } | null = null;

function textOf({ meaning, record, type }: FormEvent): Told {
  return last?.meaning === meaning ? last.told : readTold(record, type);
}

function readTold(record: VendorRecord, type: string): Told {
  const info = readEventInfo(readText(record["eventInfo"]));
  const category = readText(record["category"]) ?? "";
  return { info, kind: classifyAudit(type, { category, info }) };
}

function refine(meaning: Meaning, record: VendorRecord, type: string): void {
  const told = readTold(record, type);
  last = { meaning, told };
  const { info } = told;
  // A text without a letter or digit names nothing.
  meaning.action = toKebabCase(meaning.action ?? "") || undefined;
  meaning.clientIp = info.address ?? undefined;
  meaning.reason = info.reason ?? undefined;
  meaning.application = info.application ?? undefined;
  if (meaning.actor !== undefined) meaning.actorName = info.actorName ?? undefined;
  meaning.targetUser = info.targetUser ?? undefined;
  meaning.group = info.group ?? undefined;
  meaning.downloadName = info.file?.name;
  meaning.downloadSize = info.file?.size ?? undefined;
  tellMail(meaning, info);
  keepParts(meaning.rest, info);
}

/** The mail that somebody looked at, released or exported. */
function tellMail(meaning: Meaning, { mail }: EventInfo): void {
  if (mail === null) return;
  meaning.headerSender = mail.from ?? undefined;
  meaning.recipients = mail.to.length === 0 ? undefined : mail.to;
  meaning.subject = mail.subject ?? undefined;
  meaning.composedAt = mail.sent ?? undefined;
  meaning.messageId = mail.messageId ?? undefined;
}

/** What ECS has no field for, under the names by which SIEMs know it; a field of the record's own stays. */
function keepParts(rest: Record<string, unknown>, info: EventInfo): void {
  const { application, method, secondFactor, remote, remoteAddress, incident, emailAddress, mail } = info;
  if (application !== null) rest["application"] ??= application;
  if (method !== null) rest["method"] ??= method;
  if (secondFactor !== null) rest["2FA"] ??= secondFactor;
  if (remote !== null) rest["remote"] ??= remote;
  if (remoteAddress !== null) rest["remote_ip"] ??= remoteAddress;
  if (incident !== null) rest["incident"] ??= incident;
  if (emailAddress === null && mail === null) return;
  rest["email"] ??= {
    ...(emailAddress === null ? {} : { address: emailAddress }),
    ...(mail === null ? {} : { metadata: mail.metadata }),
  };
}
