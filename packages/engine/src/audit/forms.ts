import { isIP } from "node:net";
import { formatTime } from "../feeds/values/format-time.js";
import { ecsVersion } from "../forms/ecs/write-ecs.js";
import type { FormDocument } from "../forms/event.js";
import { ocsfClasses } from "../forms/ocsf/classes.js";
import { ocsfVersion } from "../forms/ocsf/metadata.js";
import type { AuditEntry, AuditKind } from "./entry.js";

export const auditForms = ["ndjson", "ecs", "ocsf"] as const;

export type AuditForm = (typeof auditForms)[number];

/** An entry of the audit log as JSON text in that form. */
export function writeAudit(entry: AuditEntry, form: AuditForm): string {
  switch (form) {
    case "ndjson":
      return JSON.stringify({ ...entry, at: formatTime(entry.at) });
    case "ecs":
      return JSON.stringify(writeAuditEcs(entry));
    case "ocsf":
      return JSON.stringify(writeAuditOcsf(entry));
  }
}

interface KindForm {
  readonly sentence: string;
  /** OCSF's API Activity: 1 create, 2 read, 3 update, 4 delete, 99 other. */
  readonly activity: readonly [id: number, name: string];
  readonly ecsType: "access" | "change" | "creation" | "deletion" | "info" | "start" | "end";
}

const creation = { activity: [1, "Create"], ecsType: "creation" } as const;
const change = { activity: [3, "Update"], ecsType: "change" } as const;
const deletion = { activity: [4, "Delete"], ecsType: "deletion" } as const;

const kinds: Readonly<Record<AuditKind, KindForm>> = {
  "run.intended": { sentence: "meant to run", activity: [99, "Intend"], ecsType: "start" },
  "call.made": { ...change, sentence: "called the tenant in" },
  "call.answered": { sentence: "was answered by the tenant in", activity: [99, "Answer"], ecsType: "info" },
  "run.settled": { sentence: "read back the outcome of", activity: [2, "Read"], ecsType: "end" },
  "run.resumed": { sentence: "went on with", activity: [99, "Resume"], ecsType: "start" },
  "plan.approved": { sentence: "agreed to", activity: [99, "Approve"], ecsType: "change" },
  "containment.intended": { sentence: "meant to contain by", activity: [99, "Intend"], ecsType: "start" },
  "content.looked-at": { sentence: "looked at", activity: [2, "Read"], ecsType: "access" },
  "guards.changed": { ...change, sentence: "changed" },
  "connection.added": { ...creation, sentence: "added the connection" },
  "connection.changed": { ...change, sentence: "changed the connection" },
  "connection.paused": { ...change, sentence: "paused the connection" },
  "connection.resumed": { ...change, sentence: "resumed the connection" },
  "connection.removed": { ...deletion, sentence: "removed the connection" },
  "credential.added": { ...creation, sentence: "added the credential" },
  "credential.changed": { ...change, sentence: "changed the credential" },
  "credential.removed": { ...deletion, sentence: "removed the credential" },
  "vault.rotated": { ...change, sentence: "sealed everything anew with another key of" },
  "vault.key-shown": { sentence: "was shown the key of", activity: [2, "Read"], ecsType: "access" },
  "channel.added": { ...creation, sentence: "added the channel of notices" },
  "channel.removed": { ...deletion, sentence: "removed the channel of notices" },
  "quarantine.discarded": { ...deletion, sentence: "discarded from quarantine" },
  "retention.applied": { ...deletion, sentence: "took away what was kept long enough from" },
  "store.restored": { ...change, sentence: "put a backup in the place of" },
};

/** A sentence: who did what. */
export function describeAudit({ actor, kind, subject, connection }: AuditEntry): string {
  const where = connection === null || connection === subject ? "" : ` on ${connection}`;
  return `${actor} ${kinds[kind].sentence} ${subject}${where}`;
}

/** ECS 8.11. What no field of ECS holds stands under `postern.`. */
export function writeAuditEcs(entry: AuditEntry): FormDocument {
  const { seq, at, actor, origin, kind, connection, subject, body, previous, hash } = entry;
  const { reason } = body;
  const ended = outcomeOf(entry);
  return {
    "@timestamp": formatTime(at),
    ecs: { version: ecsVersion },
    message: describeAudit(entry),
    event: {
      kind: "event",
      category: ["configuration"],
      type: [kinds[kind].ecsType],
      action: kind,
      outcome: ended,
      id: hash,
      hash,
      module: "postern",
      dataset: "postern.audit",
      provider: "postern",
      ...(typeof reason === "string" ? { reason } : {}),
    },
    observer: { vendor: "Postern", product: "Postern" },
    user: { name: actor },
    ...(isIP(origin) === 0 ? {} : { client: { ip: origin } }),
    related: { user: [actor], ...(isIP(origin) === 0 ? {} : { ip: [origin] }) },
    postern: { audit: { seq, subject, connection, origin, previous, hash, body: JSON.stringify(body) } },
  };
}

/** OCSF 1.8.0, API Activity: the one class for what somebody did through a program, whatever it was about. */
export function writeAuditOcsf(entry: AuditEntry): FormDocument {
  const { seq, at, actor, origin, kind, connection, subject, body, previous, hash } = entry;
  const [activity, activityName] = kinds[kind].activity;
  const { operation, requestId } = body;
  const status = { success: 1, failure: 2, unknown: 0 }[outcomeOf(entry)];
  return {
    class_uid: ocsfClasses.apiActivity,
    category_uid: 6,
    activity_id: activity,
    activity_name: activityName,
    type_uid: ocsfClasses.apiActivity * 100 + activity,
    severity_id: 1,
    status_id: status,
    time: Math.max(0, Math.trunc(at)),
    message: describeAudit(entry),
    actor: { user: { name: actor } },
    api: {
      operation: typeof operation === "string" ? operation : kind,
      service: { name: typeof operation === "string" ? "Mimecast" : "Postern" },
      ...(typeof requestId === "string" ? { request: { uid: requestId } } : {}),
    },
    src_endpoint: endpointOf(origin),
    resources: [{ uid: subject, ...(connection === null ? {} : { namespace: connection }) }],
    metadata: {
      version: ocsfVersion,
      product: { vendor_name: "Postern", name: "Postern" },
      uid: hash,
      sequence: seq,
      log_name: "audit",
      event_code: kind,
    },
    unmapped: { previous, body: JSON.stringify(body) },
  };
}

function endpointOf(origin: string): FormDocument {
  if (isIP(origin) !== 0) return { ip: origin };
  return /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(origin)
    ? { hostname: origin }
    : { name: origin || "unknown" };
}

/** Of a call that was answered and of a run that was read back; anything else was simply done. */
function outcomeOf({ kind, body }: AuditEntry): "success" | "failure" | "unknown" {
  if (kind === "call.made" || kind.endsWith(".intended")) return "unknown";
  if (kind === "call.answered") {
    const { code, refused, stopped } = body;
    if (stopped === true) return "unknown";
    return code === undefined && (refused === 0 || refused === undefined) ? "success" : "failure";
  }
  if (kind !== "run.settled") return "success";
  const { outcomes } = body;
  const names = Array.isArray(outcomes) ? outcomes.map(readOutcome) : [];
  if (names.includes("unknown")) return "unknown";
  return names.some((name) => name === "failed" || name === "partial" || name === "not-run")
    ? "failure"
    : "success";
}

function readOutcome(each: unknown): unknown {
  return typeof each === "object" && each !== null ? Reflect.get(each, "outcome") : null;
}
