import { createHash } from "node:crypto";
import type { Connection } from "./connection.js";

/** A connection as the audit log tells of it. */
export function describeConnection({
  generation,
  baseUrl,
  credential,
  actingCredential,
  proxyCredential,
  settings,
}: Connection): Readonly<Record<string, unknown>> {
  const { ca, ...network } = settings.network;
  const authority = ca === undefined ? {} : { caFingerprint: fingerprintOf(ca) };
  return {
    generation,
    baseUrl,
    credential: credential.name,
    actingCredential: actingCredential?.name ?? null,
    proxyCredential: proxyCredential?.name ?? null,
    settings: { ...settings, network: { ...network, ...authority } },
  };
}

function fingerprintOf(pem: string): string {
  return createHash("sha256").update(pem).digest("hex").slice(0, 12);
}
