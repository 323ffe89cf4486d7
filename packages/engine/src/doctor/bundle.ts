import type { Connection, ConnectionHistoryEntry } from "../connections/index.js";
import type { ConnectionStatus } from "../status/status.js";
import type { Finding } from "./finding.js";

/** Redacted by construction: it is put together from what may be shown, never from secrets or mail. */
export interface SupportBundle {
  readonly made: string;
  readonly versions: { readonly node: string; readonly platform: string };
  readonly connection: {
    readonly name: string;
    readonly generation: string;
    readonly baseUrl: string;
    readonly feeds: readonly string[];
    readonly actions: readonly string[];
    readonly usesProxy: boolean;
    readonly hasOwnCa: boolean;
    readonly verifiesCertificates: boolean;
    /** Credential → fingerprints of its fields. */
    readonly fingerprints: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
  readonly findings: readonly Finding[];
  readonly status: ConnectionStatus;
  readonly history: readonly ConnectionHistoryEntry[];
  /** The vendor's ids of the calls made for this bundle: what its support asks for. */
  readonly requests: readonly {
    readonly operation: string;
    readonly status: number | null;
    readonly requestId: string | null;
  }[];
}

export function makeBundle(parts: {
  readonly connection: Connection;
  readonly findings: readonly Finding[];
  readonly status: ConnectionStatus;
  readonly history: readonly ConnectionHistoryEntry[];
  readonly requests: SupportBundle["requests"];
  readonly now: number;
}): SupportBundle {
  const { connection, findings, status, history, requests, now } = parts;
  const { settings } = connection;
  const credentials = [connection.credential, connection.actingCredential, connection.proxyCredential].filter(
    (credential) => credential !== null,
  );
  return {
    made: new Date(now).toISOString(),
    versions: { node: process.version, platform: `${process.platform} ${process.arch}` },
    connection: {
      name: connection.name,
      generation: connection.generation,
      baseUrl: connection.baseUrl,
      feeds: settings.feeds,
      actions: settings.actions,
      usesProxy: settings.network.proxyUrl !== undefined,
      hasOwnCa: settings.network.ca !== undefined,
      verifiesCertificates: settings.network.verifyCertificates !== false,
      fingerprints: Object.fromEntries(
        credentials.map(({ name, hints }) => [
          name,
          Object.fromEntries(Object.entries(hints).map(([field, { fingerprint }]) => [field, fingerprint])),
        ]),
      ),
    },
    findings,
    status,
    history,
    requests,
  };
}
