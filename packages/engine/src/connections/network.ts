import type { NetworkSettings as ClientNetwork } from "@postern/mimecast";
import type { Secrets } from "../credentials/index.js";
import type { Connection } from "./connection.js";

/** The connection's way to the tenant, as the SDK takes it. */
export function networkOf(connection: Connection, proxySecrets: Secrets | null): ClientNetwork {
  const { proxyUrl, ca, verifyCertificates, family } = connection.settings.network;
  const login = proxySecrets?.kind === "proxy" ? proxySecrets.login : {};
  return {
    ...(proxyUrl === undefined ? {} : { proxy: { url: proxyUrl, ...login } }),
    ...(ca === undefined ? {} : { ca }),
    ...(verifyCertificates === undefined ? {} : { verifyCertificates }),
    ...(family === undefined ? {} : { family }),
  };
}
