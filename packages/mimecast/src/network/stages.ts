import type { LookupAddress } from "node:dns";
import { isIP, isIPv6, type Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { describeFault, describeTlsProblem, TransportFault } from "../transport/index.js";
import { summarizeCertificate } from "./certificate.js";
import { blameProxy } from "./dispatcher.js";
import { askHead, openTcp, openTls, resolveHost } from "./hops.js";
import type { Finding, NetworkStep } from "./probe.js";
import type { Network } from "./settings.js";
import { requestTunnel } from "./tunnel.js";

/** Where to go, and how. */
export interface Way {
  readonly url: URL;
  readonly network: Network;
  readonly headersMs: number;
  readonly now: () => number;
  readonly signal: AbortSignal | undefined;
}

type Stage = () => Promise<Finding>;

/** The steps of one probe, which share the socket they build up. `end` closes it. */
export function createStages(
  way: Way,
): Readonly<Record<NetworkStep["step"], Stage>> & { readonly end: () => void } {
  const { network, url } = way;
  const { proxy } = network;
  const target = { hostname: url.hostname.replace(/^\[|\]$/g, ""), port: readPort(url) };
  const first = proxy ?? target;
  const opened: Socket[] = [];
  let addresses: readonly LookupAddress[] = [];
  let socket: Socket | null = null;
  let tunnelFault: TransportFault | null = null;
  let isVerified = false;

  const keep = <Open extends Socket>(open: Open): Open => {
    // A late reset of a connection that has done its duty must not end the process.
    open.on("error", () => {});
    opened.push(open);
    socket = open;
    return open;
  };

  const dns: Stage = async () => {
    if (isIP(first.hostname) !== 0) {
      addresses = [{ address: first.hostname, family: isIP(first.hostname) }];
      return pass(`${first.hostname} is an address: there is nothing to look up.`);
    }
    try {
      addresses = await resolveHost(first.hostname, way);
    } catch (error) {
      return fail(error, `${first.hostname}: `);
    }
    const listed = addresses.map(({ address }) => address);
    const whose = proxy === null ? "" : " (the proxy; it looks the host up itself)";
    return { ...pass(`${first.hostname}${whose} is ${listed.join(", ")}.`), addresses: listed };
  };

  const dial = async () => keep(await openTcp({ ...first, addresses }, way));

  const passProxy: Stage = async () => {
    if (proxy === null) return { result: "skipped", detail: "No proxy is set." };
    let certificate: Finding["certificate"];
    try {
      let hop = await dial();
      if (proxy.protocol === "https:") {
        const secure = keep(await openTls(hop, { hostname: proxy.hostname, way }));
        certificate = summarizeCertificate(secure) ?? undefined;
        const code = readProblem(secure);
        if (code !== null && network.verifyCertificates) throw certificateFault(code);
        hop = secure;
      }
      await askForTunnel(hop);
    } catch (error) {
      const fault = describeFault(error, false);
      const told = fault.systemCode?.startsWith("proxy-") ? fault : blameProxy(fault);
      return { ...fail(new TransportFault(told)), ...(certificate && { certificate }) };
    }
    return {
      ...pass(`The proxy ${proxy.hostname}:${proxy.port} answers and lets us in.`),
      ...(certificate && { certificate }),
    };
  };

  /** Only a refusal of us is the proxy's step; that it can't or won't reach the host is the next one's. */
  const askForTunnel = async (hop: Socket): Promise<void> => {
    const authority = `${isIPv6(target.hostname) ? `[${target.hostname}]` : target.hostname}:${target.port}`;
    try {
      await requestTunnel(hop, {
        authority,
        authorization: proxy?.authorization ?? null,
        timeoutMs: network.connectMs,
      });
    } catch (error) {
      const isAboutHost =
        error instanceof TransportFault &&
        ["proxy-bad-gateway", "proxy-forbidden"].includes(error.fault.systemCode ?? "");
      if (!isAboutHost) throw error;
      tunnelFault = error;
    }
  };

  const connect: Stage = async () => {
    if (proxy !== null) {
      return tunnelFault === null
        ? pass(`The proxy opened a tunnel to ${target.hostname}:${target.port}.`)
        : fail(tunnelFault);
    }
    try {
      const open = await dial();
      return pass(`Connected to ${open.remoteAddress ?? target.hostname}, port ${target.port}.`);
    } catch (error) {
      return fail(error, `${target.hostname}:${target.port}: `);
    }
  };

  const tls: Stage = async () => {
    if (url.protocol !== "https:") return { result: "skipped", detail: "The base URL is http: no TLS." };
    if (socket === null) return fail(new Error("there is no connection"));
    let secure: TLSSocket;
    try {
      secure = keep(await openTls(socket, { hostname: target.hostname, way }));
    } catch (error) {
      return fail(error);
    }
    const certificate = summarizeCertificate(secure);
    const shown = certificate === null ? {} : { certificate };
    const code = readProblem(secure);
    if (code === null) {
      isVerified = network.verifyCertificates;
      const until = certificate === null ? "" : `, good until ${certificate.validUntil}`;
      return { ...pass(`The certificate is for ${target.hostname} and trusted${until}.`), ...shown };
    }
    if (network.verifyCertificates) return { ...fail(certificateFault(code)), ...shown };
    return {
      ...pass(`Not checked, as the settings want it; otherwise: ${describeTlsProblem(code)}.`),
      systemCode: code,
      ...shown,
    };
  };

  const http: Stage = async () => {
    if (socket === null) return fail(new Error("there is no connection"));
    try {
      const answer = await askHead(socket, way);
      const skew = answer.date === null ? Number.NaN : Date.parse(answer.date) - way.now();
      return {
        ...judgeAnswer(answer, { url, isVerified }),
        httpStatus: answer.status,
        ...(answer.date === null ? {} : { date: answer.date }),
        ...(Number.isNaN(skew) ? {} : { clockSkewMs: skew }),
      };
    } catch (error) {
      return fail(error);
    }
  };

  const end = () => {
    // The outermost first: TLS on top of a socket that is gone can bring the process down.
    for (const open of opened.reverse()) open.destroy();
  };
  return { dns, proxy: passProxy, connect, tls, http, end };
}

/**
 * The root of the vendor's hosts may well be a page or a redirect: over a certificate that was checked it is the
 * vendor's own. Otherwise it is what a captive portal looks like.
 */
function judgeAnswer(
  answer: { status: number; contentType: string; location: string },
  known: { url: URL; isVerified: boolean },
): Finding {
  const told = `HTTP ${answer.status} was answered`;
  if (answer.status === 511) return suspect(`${told}: the network asks for a sign-in first.`);
  if (known.isVerified) return pass(`${told}.`);
  const base = known.url.origin;
  const leadsTo = URL.canParse(answer.location, base) ? new URL(answer.location, base) : null;
  if (answer.status >= 300 && answer.status < 400 && leadsTo !== null && leadsTo.host !== known.url.host) {
    return suspect(`${told}, which leads to ${leadsTo.host}: a captive portal may stand in between.`);
  }
  if (/^text\/html\b/i.test(answer.contentType)) {
    return suspect(`${told} with an HTML page: a captive portal or a proxy may stand in between.`);
  }
  return pass(`${told}.`);
}

function suspect(detail: string): Finding {
  return { result: "fail", detail, systemCode: "captive-portal" };
}

function pass(detail: string): Finding {
  return { result: "pass", detail };
}

function fail(error: unknown, subject = ""): Finding {
  const { reason, systemCode } = describeFault(error, false);
  const sentence = `${subject}${reason}.`;
  return { result: "fail", detail: sentence.charAt(0).toUpperCase() + sentence.slice(1), systemCode };
}

/** The code of what is wrong with the certificate; null for nothing. */
function readProblem(socket: TLSSocket): string | null {
  if (socket.authorized) return null;
  const problem: unknown = socket.authorizationError;
  if (typeof problem === "string") return problem;
  const code: unknown = problem instanceof Error ? Reflect.get(problem, "code") : null;
  return typeof code === "string" ? code : "CERT_UNTRUSTED";
}

function certificateFault(code: string): TransportFault {
  const reason = `${describeTlsProblem(code)} (${code})`;
  return new TransportFault({ kind: "tls", systemCode: code, reason, isSent: false });
}

function readPort(url: URL): number {
  return Number(url.port) || (url.protocol === "https:" ? 443 : 80);
}
