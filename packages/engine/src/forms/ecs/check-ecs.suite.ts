import { isIP } from "node:net";
import type { FormDocument } from "../event.js";

type EcsType = "keyword" | "text" | "ip" | "date" | "long" | "float" | "boolean";

/**
 * The fields of ECS that our documents use, with their types, from the reference of ECS 8.11
 * (github.com/elastic/ecs, generated/ecs/ecs_flat.yml); all of them are in 9.x, too. `[]` marks those that ECS
 * normalises to arrays.
 */
const ecsFields: Readonly<Record<string, EcsType>> = {
  "@timestamp": "date",
  message: "text",
  "ecs.version": "keyword",
  "event.kind": "keyword",
  "event.category[]": "keyword",
  "event.type[]": "keyword",
  "event.outcome": "keyword",
  "event.module": "keyword",
  "event.dataset": "keyword",
  "event.code": "keyword",
  "event.id": "keyword",
  "event.hash": "keyword",
  "event.severity": "long",
  "event.action": "keyword",
  "event.reason": "keyword",
  "event.risk_score": "float",
  "event.duration": "long",
  "event.original": "keyword",
  "event.start": "date",
  "event.end": "date",
  "event.provider": "keyword",
  "event.url": "keyword",
  "observer.vendor": "keyword",
  "observer.product": "keyword",
  "organization.id": "keyword",
  "organization.name": "keyword",
  "email.from.address[]": "keyword",
  "email.sender.address": "keyword",
  "email.to.address[]": "keyword",
  "email.cc.address[]": "keyword",
  "email.subject": "keyword",
  "email.message_id": "keyword",
  "email.direction": "keyword",
  "email.local_id": "keyword",
  "email.origination_timestamp": "date",
  "email.delivery_timestamp": "date",
  "email.attachments[].file.name": "keyword",
  "email.attachments[].file.extension": "keyword",
  "email.attachments[].file.mime_type": "keyword",
  "email.attachments[].file.size": "long",
  "email.attachments[].file.hash.md5": "keyword",
  "email.attachments[].file.hash.sha1": "keyword",
  "email.attachments[].file.hash.sha256": "keyword",
  "source.ip": "ip",
  "source.domain": "keyword",
  "destination.ip": "ip",
  "destination.domain": "keyword",
  "client.ip": "ip",
  "url.original": "keyword",
  "url.full": "keyword",
  "url.scheme": "keyword",
  "url.domain": "keyword",
  "url.port": "long",
  "url.path": "keyword",
  "url.extension": "keyword",
  "url.query": "keyword",
  "url.fragment": "keyword",
  "user.email": "keyword",
  "user.name": "keyword",
  "user.domain": "keyword",
  "user.full_name": "keyword",
  "user.target.email": "keyword",
  "user.target.name": "keyword",
  "user.target.domain": "keyword",
  "user.target.full_name": "keyword",
  "group.name": "keyword",
  "file.name": "keyword",
  "file.extension": "keyword",
  "file.size": "long",
  "rule.name": "keyword",
  "error.code": "keyword",
  "error.type": "keyword",
  "error.message": "text",
  "tls.version": "keyword",
  "tls.version_protocol": "keyword",
  "tls.cipher": "keyword",
  "tls.established": "boolean",
  "threat.indicator.type": "keyword",
  "threat.indicator.name": "keyword",
  "threat.indicator.description": "keyword",
  "threat.indicator.first_seen": "date",
  "threat.indicator.last_seen": "date",
  "threat.indicator.modified_at": "date",
  "threat.indicator.provider": "keyword",
  "threat.indicator.confidence": "keyword",
  "threat.indicator.ip": "ip",
  "threat.indicator.email.address": "keyword",
  "threat.indicator.url.original": "keyword",
  "threat.indicator.url.full": "keyword",
  "threat.indicator.url.domain": "keyword",
  "threat.indicator.file.name": "keyword",
  "threat.indicator.file.hash.md5": "keyword",
  "threat.indicator.file.hash.sha1": "keyword",
  "threat.indicator.file.hash.sha256": "keyword",
  "threat.software.name": "keyword",
  "threat.software.type": "keyword",
  "related.user[]": "keyword",
  "related.ip[]": "ip",
  "related.hosts[]": "keyword",
  "related.hash[]": "keyword",
  "tags[]": "keyword",
};

/** The values that ECS allows. */
const allowed: Readonly<Record<string, ReadonlySet<string>>> = {
  "event.kind": words("alert asset enrichment event metric state pipeline_error signal"),
  "event.category[]": words(
    "api authentication configuration database driver email file host iam intrusion_detection library malware network package process registry session threat vulnerability web",
  ),
  "event.type[]": words(
    "access admin allowed change connection creation deletion denied end error group indicator info installation protocol start user",
  ),
  "event.outcome": words("failure success unknown"),
};

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}

/** What of a document is not ECS, beside what stands under `mimecast.`; empty for a document that is. */
export function checkEcs(document: FormDocument): readonly string[] {
  const { mimecast: _, ...standard } = document;
  return checkValue(standard, "");
}

function checkValue(value: unknown, path: string): readonly string[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) {
    if (value.length === 0) return [`${path} is an empty list`];
    return value.flatMap((item) => checkValue(item, `${path}[]`));
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value);
    if (members.length === 0) return [`${path} is an empty object`];
    return members.flatMap(([key, member]) => checkValue(member, path === "" ? key : `${path}.${key}`));
  }
  const type = ecsFields[path];
  if (type === undefined)
    return [`${path} is no field of ECS, or not ${path.endsWith("[]") ? "" : "no "}list`];
  if (!isOfType[type](value)) return [`${path} is ${JSON.stringify(value)}, which is no ${type}`];
  const values = allowed[path];
  return values === undefined || values.has(String(value)) ? [] : [`${path} may not be ${String(value)}`];
}

const isOfType: Readonly<Record<EcsType, (value: unknown) => boolean>> = {
  keyword: (value) => typeof value === "string" && value !== "",
  text: (value) => typeof value === "string" && value !== "",
  ip: (value) => typeof value === "string" && isIP(value) !== 0,
  date: (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value),
  long: (value) => Number.isSafeInteger(value),
  float: (value) => Number.isFinite(value),
  boolean: (value) => typeof value === "boolean",
};
