import { X509Certificate } from "node:crypto";
import { MimecastError } from "../errors/index.js";

/** How to get to the vendor from this network. */
export interface NetworkSettings {
  /** Every connection goes through it (CONNECT), loopback included. Credentials may also stand in the URL. */
  readonly proxy?:
    | {
        /** `http://proxy.example:3128`, or `https://` for a proxy that is itself spoken to over TLS. */
        readonly url: string;
        readonly username?: string | undefined;
        readonly password?: string | undefined;
      }
    | undefined;
  /** PEM, one certificate or more: authorities trusted besides the system's, for the vendor and the proxy. */
  readonly ca?: string | undefined;
  /** Default true. Off, anybody in between can read and change everything: `ca` is the better way. */
  readonly verifyCertificates?: boolean | undefined;
  /** Use only IPv4 or only IPv6. Default: both, whichever connects first. */
  readonly family?: 4 | 6 | undefined;
  /** The longest wait for a name server. Default: as long as connecting may take. */
  readonly dnsTimeoutMs?: number | undefined;
  /** The longest wait for a connection, TLS included, of each hop. Default: `timeouts.connectMs`, 10 s. */
  readonly connectMs?: number | undefined;
}

export interface ProxyHop {
  readonly protocol: "http:" | "https:";
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string;
  readonly port: number;
  /** The value of `Proxy-Authorization`; null without credentials. */
  readonly authorization: string | null;
}

/** Network settings, checked and with their defaults. */
export interface Network {
  readonly proxy: ProxyHop | null;
  /** Certificates in PEM, besides the system's; empty for none. */
  readonly ca: readonly string[];
  readonly verifyCertificates: boolean;
  readonly family: 4 | 6 | null;
  readonly dnsTimeoutMs: number | null;
  readonly connectMs: number;
  /** What must not be shown: the proxy's password, and the header made of it. */
  readonly secrets: readonly string[];
}

/** Checks the settings; throws for a proxy URL or a certificate that can't be read. */
export function readNetwork(settings: NetworkSettings | undefined, defaults: { connectMs: number }): Network {
  const { proxy, secrets } = readProxy(settings?.proxy);
  return {
    proxy,
    secrets,
    ca: readCertificates(settings?.ca),
    verifyCertificates: settings?.verifyCertificates ?? true,
    family: settings?.family ?? null,
    dnsTimeoutMs: settings?.dnsTimeoutMs ?? null,
    connectMs: settings?.connectMs ?? defaults.connectMs,
  };
}

function readProxy(settings: NetworkSettings["proxy"]): {
  proxy: ProxyHop | null;
  secrets: readonly string[];
} {
  if (settings === undefined) return { proxy: null, secrets: [] };
  const url = URL.canParse(settings.url) ? new URL(settings.url) : null;
  const protocol = url?.protocol;
  if (url === null || (protocol !== "http:" && protocol !== "https:")) {
    throw new MimecastError({
      kind: "unreachable",
      message: "network.proxy.url must be an http or https URL",
      systemCode: "ERR_INVALID_URL",
    });
  }
  const username = settings.username ?? decode(url.username);
  const password = settings.password ?? decode(url.password);
  const pair = username === "" && password === "" ? null : encodePair(username, password);
  return {
    proxy: {
      protocol,
      hostname: url.hostname.replace(/^\[|\]$/g, ""),
      port: Number(url.port) || (protocol === "https:" ? 443 : 80),
      authorization: pair === null ? null : `Basic ${pair}`,
    },
    secrets: [password, pair ?? ""].filter((secret) => secret !== ""),
  };
}

function encodePair(username: string, password: string): string {
  return Buffer.from(`${username}:${password}`, "utf8").toString("base64");
}

/** A lone % in a password is not an escape; it is taken as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** TLS ignores a PEM it can't read, and the call would then fail as if none had been given. */
function readCertificates(pem: string | undefined): readonly string[] {
  if (pem === undefined || pem.trim() === "") return [];
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length > 0 && blocks.every(isCertificate)) return blocks;
  throw new MimecastError({
    kind: "tls",
    message: "network.ca must hold certificates in PEM",
    systemCode: "ERR_INVALID_CA",
  });
}

function isCertificate(block: string): boolean {
  try {
    return new X509Certificate(block).raw.length > 0;
  } catch {
    return false;
  }
}
