import { type LookupAddress, lookup } from "node:dns";
import { request } from "node:http";
import net, { isIP, type LookupFunction, type Socket } from "node:net";
import tls, { type TLSSocket } from "node:tls";
import { TransportFault } from "../transport/index.js";
import { listAuthorities } from "./authorities.js";
import type { Way } from "./stages.js";

/** All addresses of a name. Throws what the system's lookup throws. */
export function resolveHost(hostname: string, way: Way): Promise<readonly LookupAddress[]> {
  const { family, dnsTimeoutMs, connectMs } = way.network;
  return within<readonly LookupAddress[]>(
    way,
    (settle) => {
      lookup(hostname, { all: true, family: family ?? 0 }, (error, found) =>
        error === null ? settle.resolve(found) : settle.reject(error),
      );
      return () => {};
    },
    { limitMs: dnsTimeoutMs ?? connectMs, code: "dns-timeout" },
  );
}

/** A TCP connection to one of the addresses. */
export function openTcp(
  target: { hostname: string; port: number; addresses: readonly LookupAddress[] },
  way: Way,
): Promise<Socket> {
  return within(way, (settle) => {
    const socket = net.connect({
      host: target.hostname,
      port: target.port,
      lookup: answerWith(target.addresses),
      ...(way.network.family === null ? {} : { family: way.network.family }),
    });
    socket.once("connect", () => settle.resolve(socket)).once("error", settle.reject);
    return () => socket.destroy();
  });
}

/** The names were looked up a step before: what is measured here is the connection alone. */
function answerWith(addresses: readonly LookupAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    if (options.all) callback(null, [...addresses]);
    else callback(null, addresses[0]?.address ?? "", addresses[0]?.family ?? 0);
  };
}

/** TLS over an open connection. What is wrong with the certificate is left on the socket, so that it can be shown. */
export function openTls(socket: Socket, target: { hostname: string; way: Way }): Promise<TLSSocket> {
  const { hostname, way } = target;
  const authorities = listAuthorities(way.network.ca);
  return within(way, (settle) => {
    const secure = tls.connect({
      socket,
      host: hostname,
      rejectUnauthorized: false,
      ALPNProtocols: ["http/1.1"],
      ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
      ...(authorities === undefined ? {} : { ca: authorities }),
    });
    secure.once("secureConnect", () => settle.resolve(secure)).once("error", settle.reject);
    secure.once("close", () =>
      settle.reject(new Error("closed before secure TLS connection was established")),
    );
    return () => secure.destroy();
  });
}

export interface HeadAnswer {
  readonly status: number;
  readonly date: string | null;
  readonly contentType: string;
  readonly location: string;
}

/** HEAD of the base URL: no operation, no authorization. */
export function askHead(socket: Socket, way: Way): Promise<HeadAnswer> {
  const { url, headersMs } = way;
  return within(
    way,
    (settle) => {
      const asked = request({
        createConnection: () => socket,
        method: "HEAD",
        path: url.pathname,
        headers: { host: url.host, "user-agent": "postern-mimecast", connection: "close" },
      });
      asked.once("error", settle.reject).once("response", (answer) => {
        answer.resume();
        settle.resolve({
          status: answer.statusCode ?? 0,
          date: answer.headers.date ?? null,
          contentType: answer.headers["content-type"] ?? "",
          location: answer.headers.location ?? "",
        });
      });
      asked.end();
      return () => asked.destroy();
    },
    { limitMs: headersMs, code: "UND_ERR_HEADERS_TIMEOUT" },
  );
}

interface Settle<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: Error) => void;
}

/** Bounds a step in time and by the caller's signal; `start` gives the function that stops it. */
function within<Result>(
  way: Way,
  start: (settle: Settle<Result>) => () => void,
  limit = { limitMs: way.network.connectMs, code: "UND_ERR_CONNECT_TIMEOUT" },
): Promise<Result> {
  return new Promise((resolve, reject) => {
    let stop = () => {};
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      way.signal?.removeEventListener("abort", onAbort);
      settle();
    };
    const giveUp = (reason: string, systemCode: string | null) => {
      const fault = { kind: "unreachable", systemCode, reason, isSent: false } as const;
      finish(() => reject(new TransportFault(fault)));
      stop();
    };
    const onAbort = () => giveUp("the probe was aborted", null);
    const timer = setTimeout(() => giveUp(`no answer in time (${limit.code})`, limit.code), limit.limitMs);
    if (way.signal?.aborted) return onAbort();
    way.signal?.addEventListener("abort", onAbort, { once: true });
    stop = start({
      resolve: (result) => finish(() => resolve(result)),
      reject: (error) => finish(() => reject(error)),
    });
  });
}
