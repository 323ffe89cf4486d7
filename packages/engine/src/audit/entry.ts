import { createHash } from "node:crypto";

/** What is kept of who did what. */
export const auditKinds = [
  "run.intended",
  "call.made",
  "call.answered",
  "run.settled",
  "run.resumed",
  "plan.approved",
  "containment.intended",
  "content.looked-at",
  "guards.changed",
  "connection.added",
  "connection.changed",
  "connection.paused",
  "connection.resumed",
  "connection.removed",
  "credential.added",
  "credential.changed",
  "credential.removed",
  "vault.rotated",
  "vault.key-shown",
  "channel.added",
  "channel.removed",
  "quarantine.discarded",
  "retention.applied",
  "store.restored",
] as const;

export type AuditKind = (typeof auditKinds)[number];

export interface NewAuditEntry {
  readonly at: number;
  /** Who. */
  readonly actor: string;
  /** From where. */
  readonly origin: string;
  readonly kind: AuditKind;
  /** Null: it is about no single connection. */
  readonly connection: string | null;
  /** The run, plan, connection, credential or channel it is about. */
  readonly subject: string;
  /** Redacted. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface AuditEntry extends NewAuditEntry {
  readonly seq: number;
  readonly previous: string;
  /** SHA-256 over all of the above, in hexadecimal. */
  readonly hash: string;
}

/** What stands before the first entry. */
export const beginning = "0".repeat(64);

/** Pure. `body` is the text that is stored: what is hashed must not depend on how JSON is written later. */
export function hashEntry(entry: Omit<AuditEntry, "hash" | "body">, body: string): string {
  const { seq, at, actor, origin, kind, connection, subject, previous } = entry;
  const text = JSON.stringify([seq, at, actor, origin, kind, connection ?? "", subject, body, previous]);
  return createHash("sha256").update(text).digest("hex");
}
