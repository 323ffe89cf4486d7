import { readFileSync } from "node:fs";
import tls from "node:tls";

/**
 * The certificates to trust: undefined for Node's own choice, else that choice and the given ones. `ca` replaces what
 * Node trusts, so what it would have trusted is named again.
 */
export function listAuthorities(extra: readonly string[]): string[] | undefined {
  if (extra.length === 0) return undefined;
  return [...readDefaults(), ...extra];
}

function readDefaults(): readonly string[] {
  // From Node 22.15 on; it knows of --use-system-ca too.
  const getDefaults: unknown = Reflect.get(tls, "getCACertificates");
  const found: unknown = typeof getDefaults === "function" ? getDefaults.call(tls, "default") : null;
  if (Array.isArray(found) && found.every((entry) => typeof entry === "string")) return found;
  return [...tls.rootCertificates, ...readExtraFile()];
}

function readExtraFile(): readonly string[] {
  const path = process.env["NODE_EXTRA_CA_CERTS"];
  if (path === undefined || path === "") return [];
  try {
    return [readFileSync(path, "utf8")];
  } catch {
    // Node itself only warns of a file it can't read.
    return [];
  }
}
