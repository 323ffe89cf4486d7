import type { Connection } from "../connections/index.js";

/** Whom the vendor's quota counts: the client id (2.0), the application and its user's access key (1.0). */
export function principalOf({ credential }: Pick<Connection, "credential">): string {
  const names = ["clientId", "applicationId", "accessKey"];
  return names.flatMap((name) => credential.hints[name]?.fingerprint ?? []).join("|");
}

/**
 * The lease by which a process shows that it collects, all connections or one, before the first turn of each: that of a
 * principal is taken only when something is due.
 */
export function collectingSign(connection: string | null): string {
  return connection === null ? "run" : `run ${connection}`;
}
