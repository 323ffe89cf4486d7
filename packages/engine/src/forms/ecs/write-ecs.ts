import { formatTime } from "../../feeds/values/format-time.js";
import { extensionOf, type Meaning } from "../../vocabulary/index.js";
import type { Judgement } from "../../vocabulary/judgement.js";
import { ecsTypeOf, type FormDocument, type FormEvent } from "../event.js";
import type { FeedForms } from "../feed-forms.js";
import { describeAttachments } from "./attachments.js";
import { describeRelated } from "./related.js";
import { describeTls } from "./tls.js";
import { describeUrl } from "./url.js";

/** Version of ECS whose fields we write: all of them exist in every later 8.x and 9.x. */
export const ecsVersion = "8.11.0";

const nanosecondsPerMillisecond = 1_000_000;

/** The ECS form of an event. What no field of ECS holds stands under `mimecast.`; nothing is thrown away. */
export function writeEcs(forms: FeedForms, event: FormEvent): FormDocument {
  const { meaning } = event;
  const judgement = forms.judge(event);
  const document: FormDocument = {
    "@timestamp": formatTime(event.time),
    ecs,
    event: describeEvent(event, { forms, judgement }),
    observer: observerOf(forms.product),
  };
  if (meaning.message !== undefined) document["message"] = meaning.message;
  if (meaning.tenant !== undefined) document["organization"] = { id: meaning.tenant };
  const email = describeEmail(meaning);
  if (email !== null) document["email"] = email;
  const { sourceIp, sourceHost = meaning.senderDomain, destinationIp, destinationHost } = meaning;
  if (sourceIp !== undefined || sourceHost !== undefined) {
    document["source"] = describeEndpoint(sourceIp, sourceHost);
  }
  if (destinationIp !== undefined || destinationHost !== undefined) {
    document["destination"] = describeEndpoint(destinationIp, destinationHost);
  }
  if (meaning.clientIp !== undefined) document["client"] = { ip: meaning.clientIp };
  const url = meaning.url === undefined ? null : describeUrl(meaning.url);
  if (url !== null) document["url"] = url;
  const user = describeUser(meaning);
  if (user !== null) document["user"] = user;
  if (meaning.group !== undefined) document["group"] = { name: meaning.group };
  if (meaning.downloadName !== undefined) document["file"] = describeDownload(meaning.downloadName, meaning);
  if (meaning.policy !== undefined) document["rule"] = { name: meaning.policy };
  const { errorCode, errorType } = meaning;
  if (errorCode !== undefined || errorType !== undefined) {
    document["error"] = describeError(errorCode, errorType);
  }
  const tls = describeTls(meaning);
  if (tls !== null) document["tls"] = tls;
  const related = describeRelated(meaning, url);
  if (related !== null) document["related"] = related;
  for (const _ in meaning.rest) {
    document["mimecast"] = meaning.rest;
    break;
  }
  forms.finishEcs?.(document, event);
  return document;
}

const ecs = { version: ecsVersion };

const observers = new Map<string, FormDocument>();

function observerOf(product: string): FormDocument {
  const known = observers.get(product);
  if (known !== undefined) return known;
  const made = { vendor: "Mimecast", product };
  observers.set(product, made);
  return made;
}

function describeEvent(
  event: FormEvent,
  { forms, judgement }: { readonly forms: FeedForms; readonly judgement: Judgement },
): FormDocument {
  const { meaning } = event;
  const { category, type = onlyInfo, kind } = forms.ecs(event, judgement);
  const { disposition } = judgement;
  const became = disposition === null ? null : ecsTypeOf[disposition];
  const fields: FormDocument = {
    kind: kind ?? (judgement.isFinding ? "alert" : "event"),
    category,
    type: became === null || type.includes(became) ? type : [...type, became],
    outcome: judgement.outcome,
    module: "mimecast",
    dataset: forms.dataset,
    code: event.type,
    id: meaning.recordId ?? event.id,
    hash: event.id,
    severity: judgement.severity,
    original: event.raw,
  };
  if (meaning.action !== undefined) fields["action"] = meaning.action;
  if (meaning.reason !== undefined) fields["reason"] = meaning.reason;
  if (meaning.spamScore !== undefined) fields["risk_score"] = meaning.spamScore;
  if (meaning.durationMs !== undefined) {
    fields["duration"] = Math.round(meaning.durationMs * nanosecondsPerMillisecond);
  }
  return fields;
}

/** The one type that ECS expects of events about email; what became of a mail stands beside it. */
const onlyInfo: readonly string[] = ["info"];

function describeEmail(meaning: Meaning): FormDocument | null {
  const { sender, headerSender, recipients, composedAt } = meaning;
  const email: FormDocument = {};
  let isFilled = true;
  if (headerSender === undefined || headerSender === sender) {
    if (sender !== undefined) email["from"] = { address: [sender] };
    else isFilled = false;
  } else if (sender === undefined) email["from"] = { address: [headerSender] };
  else {
    // The header's first, as a reader of the mail saw it; the envelope's beside it where it is another.
    email["from"] = { address: [headerSender, sender] };
    email["sender"] = { address: sender };
  }
  if (recipients !== undefined) email["to"] = { address: recipients };
  if (meaning.subject !== undefined) email["subject"] = meaning.subject;
  if (meaning.messageId !== undefined) email["message_id"] = meaning.messageId;
  if (meaning.direction !== undefined) email["direction"] = meaning.direction;
  if (meaning.traceId !== undefined) email["local_id"] = meaning.traceId;
  if (composedAt !== undefined) email["origination_timestamp"] = formatTime(composedAt);
  const attachments = describeAttachments(meaning);
  if (attachments.length > 0) email["attachments"] = attachments;
  if (isFilled) return email;
  for (const _ in email) return email;
  return null;
}

function describeEndpoint(ip: string | undefined, domain: string | undefined): FormDocument {
  if (ip === undefined) return { domain };
  return domain === undefined ? { ip } : { ip, domain };
}

function describeError(code: string | undefined, type: string | undefined): FormDocument {
  if (code === undefined) return { type };
  return type === undefined ? { code } : { code, type };
}

function describeUser({ actor, actorName, targetUser }: Meaning): FormDocument | null {
  if (actor === undefined && actorName === undefined && targetUser === undefined) return null;
  const user: FormDocument = actor === undefined ? {} : describeAccount(actor);
  if (actorName !== undefined) user["full_name"] = actorName;
  if (targetUser !== undefined) user["target"] = describeAccount(targetUser);
  return user;
}

/** An account by its address, or by its name alone. */
function describeAccount(address: string): FormDocument {
  const at = address.lastIndexOf("@");
  if (at < 1 || at === address.length - 1) return { name: address };
  return { email: address, name: address.slice(0, at), domain: address.slice(at + 1) };
}

function describeDownload(name: string, { downloadSize }: Meaning): FormDocument {
  const file: FormDocument = { name };
  const extension = extensionOf(name);
  if (extension !== undefined) file["extension"] = extension;
  if (downloadSize !== undefined) file["size"] = downloadSize;
  return file;
}
