import type { FormEvent } from "../../forms/event.js";
import { type FeedForms, gatewayProduct } from "../../forms/feed-forms.js";
import { field, type Meaning, telling, toKebabCase } from "../../vocabulary/index.js";
import type { VendorRecord } from "../feed.js";
import { readText } from "../text.js";
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
  finishEcs(document, { meaning }) {
    const { application, rest } = meaning;
    if (application !== undefined) document["mimecast"] = { application, ...rest };
  },
};

/** What the text told, beside the meaning that was read from it: reading it once an event is enough. */
const known = new WeakMap<Meaning, Told>();

function textOf({ meaning, record, type }: FormEvent): Told {
  return known.get(meaning) ?? readTold(record, type);
}

function readTold(record: VendorRecord, type: string): Told {
  const info = readEventInfo(readText(record["eventInfo"]));
  const category = readText(record["category"]) ?? "";
  return { info, kind: classifyAudit(type, { category, info }) };
}

function refine(meaning: Meaning, record: VendorRecord, type: string): void {
  const text = readTold(record, type);
  known.set(meaning, text);
  const { info } = text;
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

/** What ECS has no field for, under the names by which SIEMs know it. */
function keepParts(rest: Record<string, unknown>, info: EventInfo): void {
  const email: Record<string, unknown> = {};
  if (info.emailAddress !== null) email["address"] = info.emailAddress;
  if (info.mail !== null) email["metadata"] = info.mail.metadata;
  const parts = {
    method: info.method,
    "2FA": info.secondFactor,
    remote: info.remote,
    remote_ip: info.remoteAddress,
    incident: info.incident,
    email: Object.keys(email).length === 0 ? null : email,
  };
  for (const [name, value] of Object.entries(parts)) {
    if (value !== null) rest[name] ??= value;
  }
}
