import type { Duplex } from "node:stream";
import { TransportFault } from "../transport/index.js";

// An answer to CONNECT is a few hundred bytes; whoever sends more is no proxy.
const maxHeadBytes = 16_384;

export interface TunnelRequest {
  /** `eu-api.mimecast.com:443`, brackets around an IPv6 address. */
  readonly authority: string;
  readonly authorization: string | null;
  readonly timeoutMs: number;
}

/** Asks a proxy for a tunnel over an open socket. Throws a TransportFault that says what the proxy answered. */
export async function requestTunnel(socket: Duplex, request: TunnelRequest): Promise<void> {
  const { authority, authorization, timeoutMs } = request;
  const head = [
    `CONNECT ${authority} HTTP/1.1`,
    `Host: ${authority}`,
    ...(authorization === null ? [] : [`Proxy-Authorization: ${authorization}`]),
    "",
    "",
  ].join("\r\n");
  const answer = readHead(socket, timeoutMs);
  socket.write(head);
  const status = readStatus(await answer);
  if (status === null) throw refuse("proxy-not-http", "what answers at the proxy's address is no HTTP proxy");
  if (status >= 200 && status < 300) return;
  throw describeRefusal(status, { hasCredentials: authorization !== null });
}

function describeRefusal(status: number, known: { hasCredentials: boolean }): TransportFault {
  if (status === 407) {
    return refuse(
      "proxy-auth-required",
      known.hasCredentials
        ? "the proxy refused the user name or password (407)"
        : "the proxy asks for a user name and password (407)",
    );
  }
  return status >= 500
    ? refuse("proxy-bad-gateway", `the proxy could not reach the host (${status})`)
    : refuse("proxy-forbidden", `the proxy does not allow this host (${status})`);
}

function refuse(systemCode: string, reason: string): TransportFault {
  return new TransportFault({ kind: "unreachable", systemCode, reason, isSent: false });
}

function readStatus(head: string): number | null {
  const status = /^HTTP\/1\.[01] (\d{3})\b/.exec(head)?.[1];
  return status === undefined ? null : Number(status);
}

/** Reads up to the empty line and puts back what is behind it: that belongs to whoever talks through the tunnel. */
function readHead(socket: Duplex, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const fail = (reason: string) => settle(() => reject(refuse("proxy-unreachable", reason)));
    const onEnd = () => fail("the proxy closed the connection without an answer");
    const onError = () => fail("the connection with the proxy was lost");
    const onReadable = () => {
      for (let chunk: unknown = socket.read(); Buffer.isBuffer(chunk); chunk = socket.read()) {
        received = Buffer.concat([received, chunk]);
      }
      const end = received.indexOf("\r\n\r\n");
      if (end < 0 && received.length <= maxHeadBytes) return;
      const rest = end < 0 ? Buffer.alloc(0) : received.subarray(end + 4);
      settle(() => {
        if (rest.length > 0) socket.unshift(rest);
        resolve(received.subarray(0, Math.max(end, 0)).toString("latin1"));
      });
    };
    const timer = setTimeout(() => fail("the proxy did not answer in time"), timeoutMs);
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      socket.off("readable", onReadable).off("end", onEnd).off("close", onEnd).off("error", onError);
      finish();
    };
    socket.on("readable", onReadable).on("end", onEnd).on("close", onEnd).on("error", onError);
  });
}
