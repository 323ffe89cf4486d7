import type { Meaning } from "../../vocabulary/index.js";
import type { Judgement } from "../../vocabulary/judgement.js";
import { type EcsKind, ecsTypeOf, type FormDocument, type FormEvent } from "../event.js";
import type { FeedForms } from "../feed-forms.js";
import { describeUrl } from "./url.js";

/** Version of ECS whose fields we write: all of them exist in every later 8.x and 9.x. */
export const ecsVersion = "8.11.0";

const nanosecondsPerMillisecond = 1_000_000;

/** The ECS form of an event. What no field of ECS holds stands under `mimecast.`; nothing is thrown away. */
export function writeEcs(forms: FeedForms, event: FormEvent): FormDocument {
  const { meaning } = event;
  const judgement = forms.judge(event);
  const document: FormDocument = {
    "@timestamp": new Date(event.time).toISOString(),
    ecs: { version: ecsVersion },
    event: describeEvent(event, { forms, judgement }),
    observer: { vendor: "Mimecast", product: forms.product },
  };
  if (meaning.message !== undefined) document["message"] = meaning.message;
  if (meaning.tenant !== undefined) document["organization"] = { id: meaning.tenant };
  setIfFilled(document, "email", describeEmail(meaning));
  setIfFilled(
    document,
    "source",
    pick({ ip: meaning.sourceIp, domain: meaning.sourceHost ?? meaning.senderDomain }),
  );
  setIfFilled(document, "destination", pick({ ip: meaning.destinationIp, domain: meaning.destinationHost }));
  if (meaning.clientIp !== undefined) document["client"] = { ip: meaning.clientIp };
  const url = meaning.url === undefined ? null : describeUrl(meaning.url);
  if (url !== null) document["url"] = url;
  setIfFilled(document, "user", describeUser(meaning));
  if (meaning.policy !== undefined) document["rule"] = { name: meaning.policy };
  setIfFilled(document, "error", pick({ code: meaning.errorCode, type: meaning.errorType }));
  setIfFilled(document, "tls", describeTls(meaning));
  setIfFilled(document, "related", describeRelated(meaning, url));
  document["mimecast"] = meaning.rest;
  forms.finishEcs?.(document, event);
  if (Object.keys(meaning.rest).length === 0) delete document["mimecast"];
  return document;
}

function describeEvent(
  event: FormEvent,
  { forms, judgement }: { readonly forms: FeedForms; readonly judgement: Judgement },
): FormDocument {
  const { meaning } = event;
  const { category, type = [], kind }: EcsKind = forms.ecs(event, judgement);
  const { disposition } = judgement;
  const types = disposition === null ? type : [...new Set([...type, ecsTypeOf[disposition]])];
  const fields: FormDocument = {
    kind: kind ?? (judgement.isFinding ? "alert" : "event"),
    category,
    type: types.length === 0 ? ["info"] : types,
    outcome: judgement.outcome,
    module: "mimecast",
    dataset: forms.dataset,
    id: meaning.recordId ?? event.id,
    hash: event.id,
    severity: judgement.severity,
  };
  if (meaning.action !== undefined) fields["action"] = meaning.action;
  if (meaning.reason !== undefined) fields["reason"] = meaning.reason;
  if (meaning.spamScore !== undefined) fields["risk_score"] = meaning.spamScore;
  if (meaning.durationMs !== undefined) {
    fields["duration"] = Math.round(meaning.durationMs * nanosecondsPerMillisecond);
  }
  fields["original"] = event.raw;
  return fields;
}

function describeEmail(meaning: Meaning): FormDocument {
  const { sender, headerSender, recipients, composedAt } = meaning;
  const email: FormDocument = {};
  if (headerSender !== undefined || sender !== undefined) email["from"] = { address: joinSenders(meaning) };
  if (sender !== undefined && headerSender !== undefined && sender !== headerSender) {
    email["sender"] = { address: sender };
  }
  if (recipients !== undefined) email["to"] = { address: recipients };
  if (meaning.subject !== undefined) email["subject"] = meaning.subject;
  if (meaning.messageId !== undefined) email["message_id"] = meaning.messageId;
  if (meaning.direction !== undefined) email["direction"] = meaning.direction;
  if (meaning.traceId !== undefined) email["local_id"] = meaning.traceId;
  if (composedAt !== undefined) email["origination_timestamp"] = new Date(composedAt).toISOString();
  const attachments = describeAttachments(meaning);
  if (attachments.length > 0) email["attachments"] = attachments;
  return email;
}

/** The header's first, as a reader of the mail saw it; the envelope's beside it where it is another. */
function joinSenders({ sender, headerSender }: Meaning): readonly string[] {
  return [...new Set([headerSender, sender])].filter((address) => address !== undefined);
}

/** One element a file: ECS nests attachments, so that a name and a hash stay together. */
function describeAttachments(meaning: Meaning): FormDocument[] {
  const { fileName, attachmentNames, attachmentsSize } = meaning;
  const hash = pick({ md5: meaning.md5, sha1: meaning.sha1, sha256: meaning.sha256 });
  const file = pick({
    name: fileName,
    extension: meaning.fileExtension,
    mime_type: meaning.fileMime,
    size: meaning.fileSize,
  });
  setIfFilled(file, "hash", hash);
  if (Object.keys(file).length > 0) return [{ file }];
  if (attachmentNames === undefined) return [];
  // The size is that of all together: of one file it says something only where there is one.
  const size = attachmentNames.length === 1 && attachmentsSize !== undefined ? { size: attachmentsSize } : {};
  return attachmentNames.map((name) => ({ file: { name, ...size } }));
}

function describeUser({ actor, actorName }: Meaning): FormDocument {
  if (actor === undefined) return pick({ full_name: actorName });
  const at = actor.lastIndexOf("@");
  if (at === -1) return pick({ name: actor, full_name: actorName });
  return pick({
    email: actor,
    name: actor.slice(0, at),
    domain: actor.slice(at + 1),
    full_name: actorName,
  });
}

/** `TLSv1.2` is protocol `tls`, version `1.2`. */
function describeTls({ tlsVersion, tlsCipher, tlsUsed }: Meaning): FormDocument {
  const tls: FormDocument = {};
  if (tlsVersion !== undefined) {
    const [, protocol = "tls", version = tlsVersion] = /^(tls|ssl)\s*v?\s*([\d.]+)$/i.exec(tlsVersion) ?? [];
    tls["version"] = version;
    tls["version_protocol"] = protocol.toLowerCase();
  }
  if (tlsCipher !== undefined) tls["cipher"] = tlsCipher;
  const established = tlsUsed ?? (tlsVersion === undefined ? undefined : true);
  if (established !== undefined) tls["established"] = established;
  return tls;
}

/** Every user, address, host and hash of the document, each once: where an analyst's pivot starts. */
function describeRelated(meaning: Meaning, url: FormDocument | null): FormDocument {
  const related: FormDocument = {};
  setIfAny(related, "user", [
    meaning.headerSender,
    meaning.sender,
    ...(meaning.recipients ?? []),
    meaning.actor,
  ]);
  setIfAny(related, "ip", [meaning.sourceIp, meaning.destinationIp, meaning.clientIp]);
  const urlHost = typeof url?.["domain"] === "string" ? url["domain"] : undefined;
  setIfAny(related, "hosts", [meaning.senderDomain, meaning.sourceHost, meaning.destinationHost, urlHost]);
  setIfAny(related, "hash", [meaning.md5, meaning.sha1, meaning.sha256]);
  return related;
}

function setIfAny(target: FormDocument, key: string, values: readonly (string | undefined)[]): void {
  const known: string[] = [];
  for (const value of values) if (value !== undefined && !known.includes(value)) known.push(value);
  if (known.length > 0) target[key] = known;
}

function pick(values: Readonly<Record<string, unknown>>): FormDocument {
  const picked: FormDocument = {};
  for (const key in values) if (values[key] !== undefined) picked[key] = values[key];
  return picked;
}

function setIfFilled(target: FormDocument, key: string, value: FormDocument): void {
  for (const _ in value) {
    target[key] = value;
    return;
  }
}
