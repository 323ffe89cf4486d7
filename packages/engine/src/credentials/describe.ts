import type { Credential } from "./credential.js";

/** A credential as the audit log tells of it: its secrets by their fingerprints alone. */
export function describeCredential({
  kind,
  hints,
  expiresAt,
  rotateEveryDays,
}: Credential): Readonly<Record<string, unknown>> {
  // As a list: members named as secrets are left out of the audit log, whatever they hold.
  const fingerprints = Object.entries(hints).map(([field, { fingerprint }]) => ({ field, fingerprint }));
  return { kind, fingerprints, expiresAt, rotateEveryDays };
}
