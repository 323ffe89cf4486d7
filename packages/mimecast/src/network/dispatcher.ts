import type { LookupFunction } from "node:net";
import { isIPv6, type Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { Agent, buildConnector, type Dispatcher } from "undici";
import { describeFault, type Fault, TransportFault } from "../transport/index.js";
import { listAuthorities } from "./authorities.js";
import { limitLookup } from "./lookup.js";
import type { Network, ProxyHop } from "./settings.js";
import { requestTunnel } from "./tunnel.js";

type Connector = buildConnector.connector;
type Target = buildConnector.Options;

/** The two ends of a socket that was opened, to the vendor or to the proxy. */
export type OnOpened = (ends: { remoteAddress: string; localAddress: string; isProxy: boolean }) => void;

/** The connections of one client. `lookup` can be replaced by tests. */
export function createDispatcher(
  network: Network,
  options: { readonly lookup?: LookupFunction | undefined; readonly onOpened?: OnOpened } = {},
): Dispatcher {
  return new Agent({ connect: createConnector(network, options) });
}

function createConnector(
  network: Network,
  { lookup, onOpened }: { readonly lookup?: LookupFunction | undefined; readonly onOpened?: OnOpened },
): Connector {
  const { connectMs, dnsTimeoutMs, family, verifyCertificates, proxy } = network;
  const authorities = listAuthorities(network.ca);
  const limited = dnsTimeoutMs === null ? lookup : limitLookup(dnsTimeoutMs, lookup);
  const connect = buildConnector({
    timeout: connectMs,
    rejectUnauthorized: verifyCertificates,
    ...(authorities === undefined ? {} : { ca: authorities }),
    ...(limited === undefined ? {} : { lookup: limited }),
    ...(family === null ? {} : { family }),
  });
  return (target, callback) => {
    const opened =
      proxy === null ? dial(connect, target) : dialThrough(connect, { proxy, target, timeoutMs: connectMs });
    opened.then(
      (socket) => {
        const { remoteAddress, localAddress } = socket;
        if (remoteAddress !== undefined && localAddress !== undefined)
          onOpened?.({ remoteAddress, localAddress, isProxy: proxy !== null });
        callback(null, socket);
      },
      (error: unknown) => callback(describeFailure(error), null),
    );
  };
}

function dial(connect: Connector, target: Target): Promise<Socket | TLSSocket> {
  return new Promise((resolve, reject) => {
    connect(target, (error, socket) => (error === null ? resolve(socket) : reject(error)));
  });
}

async function dialThrough(
  connect: Connector,
  way: { proxy: ProxyHop; target: Target; timeoutMs: number },
): Promise<Socket | TLSSocket> {
  const { proxy, target, timeoutMs } = way;
  const { protocol, hostname, port, authorization } = proxy;
  const socket = await dial(connect, { protocol, hostname, port: String(port) }).catch((error: unknown) => {
    throw new TransportFault(blameProxy(describeFault(error, false)), error);
  });
  try {
    await requestTunnel(socket, { authority: describeAuthority(target), authorization, timeoutMs });
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return target.protocol === "https:" ? dial(connect, { ...target, httpSocket: socket }) : socket;
}

function describeAuthority({ hostname, port, protocol }: Target): string {
  const host = isIPv6(hostname) ? `[${hostname}]` : hostname;
  return `${host}:${port || (protocol === "https:" ? 443 : 80)}`;
}

/** The same failure, told of the proxy: its owner is somebody else than the vendor. */
export function blameProxy(fault: Fault): Fault {
  return fault.kind === "tls"
    ? { ...fault, reason: `TLS with the proxy failed: ${fault.reason}` }
    : {
        kind: "unreachable",
        systemCode: "proxy-unreachable",
        reason: `the proxy can't be reached: ${fault.reason}`,
        isSent: false,
      };
}

/** Whatever fails before there is a connection, nothing was sent over it. */
function describeFailure(error: unknown): TransportFault {
  return new TransportFault({ ...describeFault(error, false), isSent: false }, readCause(error));
}

function readCause(error: unknown): unknown {
  return error instanceof TransportFault ? error.cause : error;
}
