import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { dayMs } from "../clock/spans.js";
import { issueCertificate } from "./certificate.js";

/**
 * What is wrong with the certificate the tenant shows.
 * - `good`: signed by the tenant's authority, for 127.0.0.1, localhost and the tenant's own name.
 * - `self-signed`: signed by itself; the authority doesn't help.
 * - `expired`: ran out yesterday.
 * - `wrong-name`: good, for another host.
 */
export type TlsMode = "good" | "self-signed" | "expired" | "wrong-name";

export const tlsModes: readonly TlsMode[] = ["good", "self-signed", "expired", "wrong-name"];

/** What a server shows, and the authority a client needs to believe it. */
export interface ServerIdentity {
  readonly mode: TlsMode;
  /** The host it is good for, beside 127.0.0.1 and localhost. */
  readonly name: string;
  readonly key: string;
  readonly certificate: string;
  /** PEM of the authority. */
  readonly ca: string;
}

interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const authorityName = "Postern emulator test authority";
const serverName = "Postern emulator";

/** Made new at each start. Clients check dates against the machine's clock, so these follow it, not the tenant's. */
export function createIdentity(
  { mode, name = "localhost" }: { readonly mode: TlsMode; readonly name?: string },
  now = Date.now(),
): ServerIdentity {
  const newPair = (): Pair => generateKeyPairSync("ec", { namedCurve: "P-256" });
  const [authority, server] = [newPair(), newPair()];
  const issuerOf = (issuer: string, pair: Pair) => ({
    name: issuer,
    key: pair.privateKey,
    publicKey: pair.publicKey,
  });
  const ca = issueCertificate({
    name: authorityName,
    publicKey: authority.publicKey,
    issuer: issuerOf(authorityName, authority),
    notBefore: now - 400 * dayMs,
    notAfter: now + 365 * dayMs,
    hosts: null,
  });
  const certificate = issueCertificate({
    name: serverName,
    publicKey: server.publicKey,
    issuer: mode === "self-signed" ? issuerOf(serverName, server) : issuerOf(authorityName, authority),
    notBefore: now - 90 * dayMs,
    notAfter: mode === "expired" ? now - dayMs : now + 90 * dayMs,
    hosts: mode === "wrong-name" ? ["mail.fernhill.example"] : [...new Set(["127.0.0.1", "localhost", name])],
  });
  const key = server.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { mode, name, key, certificate, ca };
}
