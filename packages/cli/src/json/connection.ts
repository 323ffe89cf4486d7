import type { Connection, Credential } from "@postern/engine";
import { toIso, toIsoOrNull } from "../screen/times.js";

/** A connection for programs; what it shows of the secrets is what may be shown. */
export function encodeConnection(connection: Connection): object {
  const { credential, actingCredential, proxyCredential } = connection;
  return {
    ...connection,
    credential: encodeCredential(credential),
    actingCredential: actingCredential === null ? null : encodeCredential(actingCredential),
    proxyCredential: proxyCredential === null ? null : encodeCredential(proxyCredential),
    createdAt: toIso(connection.createdAt),
    pausedAt: toIsoOrNull(connection.pausedAt),
    applicationCreatedAt: toIsoOrNull(connection.applicationCreatedAt),
  };
}

export function encodeCredential(credential: Credential): object {
  return {
    ...credential,
    createdAt: toIso(credential.createdAt),
    updatedAt: toIso(credential.updatedAt),
    expiresAt: toIsoOrNull(credential.expiresAt),
  };
}
