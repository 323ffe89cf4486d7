import type { Meaning } from "../../vocabulary/index.js";
import type { FormDocument } from "../event.js";

/** The `tls` object of ECS: `TLSv1.2` is protocol `tls`, version `1.2`. */
export function describeTls({ tlsVersion, tlsCipher, tlsUsed }: Meaning): FormDocument | null {
  if (tlsVersion === undefined && tlsCipher === undefined && tlsUsed === undefined) return null;
  const tls: FormDocument = {};
  if (tlsVersion !== undefined) {
    const { version, protocol } = knownVersions.get(tlsVersion) ?? parseVersion(tlsVersion);
    tls["version"] = version;
    tls["version_protocol"] = protocol;
  }
  if (tlsCipher !== undefined) tls["cipher"] = tlsCipher;
  const established = tlsUsed ?? (tlsVersion === undefined ? undefined : true);
  if (established !== undefined) tls["established"] = established;
  return tls;
}

interface Version {
  readonly version: string;
  readonly protocol: string;
}

/** `TLSv1` is version 1.0, and that `SSLv3` is 3.0. */
function parseVersion(text: string): Version {
  const [, protocol = "tls", number = text] = /^(tls|ssl)\s*v?\s*([\d.]+)$/i.exec(text) ?? [];
  return { version: /^\d+$/.test(number) ? `${number}.0` : number, protocol: protocol.toLowerCase() };
}

const knownVersions: ReadonlyMap<string, Version> = new Map(
  ["TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1"].map((text) => [text, parseVersion(text)]),
);
