import { createServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server as TcpServer,
} from "node:net";
import type { Duplex } from "node:stream";
import { onTestFinished } from "vitest";
import { createAuthority, type IssuedCertificate } from "./certificates.js";

/** The authority of the tests, and what it issued for this machine. Made once: keys cost a moment. */
export const authority = createAuthority("Postern Test Authority");
export const loopback = authority.issue({ names: ["localhost", "127.0.0.1", "::1"] });

type Listener = (request: IncomingMessage) => {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
};

const json = { "content-type": "application/json" };

/** An answer any operation of /api/ takes for a success. */
export const succeeds: Listener = () => ({
  headers: json,
  body: JSON.stringify({ meta: { status: 200 }, data: ["row"], fail: [] }),
});

/** A vendor behind TLS. Gives its port. */
export async function startSecureVendor(
  certificate: IssuedCertificate,
  options: { respond?: Listener; host?: string } = {},
): Promise<number> {
  const server = createSecureServer(certificate, (request, response) => {
    const { status = 200, headers = {}, body = "" } = (options.respond ?? succeeds)(request);
    request.resume().on("end", () => response.writeHead(status, headers).end(body));
  });
  return listen(server, options.host);
}

export interface TestProxy {
  readonly port: number;
  /** `host:port` of each CONNECT. */
  readonly asked: readonly string[];
  readonly credentials: readonly (string | undefined)[];
}

/** What a test's proxy does: tunnels by default; answers a status instead; or says nothing. */
export type ProxyManners = {
  readonly status?: number;
  readonly isSilent?: boolean;
  readonly requires?: string;
  readonly certificate?: IssuedCertificate;
};

export async function startProxy(manners: ProxyManners = {}): Promise<TestProxy> {
  const asked: string[] = [];
  const credentials: (string | undefined)[] = [];
  const refuseAll: Parameters<typeof createServer>[1] = (_request, response) => response.writeHead(405).end();
  const server =
    manners.certificate === undefined
      ? createServer(refuseAll)
      : createSecureServer(manners.certificate, refuseAll);
  server.on("connect", (request: IncomingMessage, client: Duplex, head: Buffer) => {
    client.on("error", () => {});
    asked.push(request.url ?? "");
    const given = request.headers["proxy-authorization"];
    credentials.push(given);
    if (manners.isSilent) return;
    const status =
      manners.requires !== undefined && given !== manners.requires ? 407 : (manners.status ?? 200);
    if (status === 200) openTunnel(client, { authority: request.url ?? "", head });
    else client.end(`HTTP/1.1 ${status} Refused\r\ncontent-length: 0\r\n\r\n`);
  });
  return { port: await listen(server), asked, credentials };
}

function openTunnel(client: Duplex, to: { authority: string; head: Buffer }): void {
  const { hostname, port } = new URL(`http://${to.authority}`);
  const upstream = connect(Number(port) || 80, hostname.replace(/^\[|\]$/g, ""), () => {
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    upstream.write(to.head);
    upstream.pipe(client).pipe(upstream);
  });
  upstream.on("error", () => client.destroy());
  client.on("close", () => upstream.destroy());
}

/** Takes connections and never says a word. */
export async function startSilence(): Promise<number> {
  return listen(createTcpServer((socket) => socket.on("error", () => {})));
}

/** Says one thing to everybody who connects. */
export async function startBabble(text: string): Promise<number> {
  return listen(
    createTcpServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () => socket.end(text));
    }),
  );
}

export async function listen(server: TcpServer | Server, host = "127.0.0.1"): Promise<number> {
  const open = new Set<Duplex>();
  server.on("connection", (socket: Duplex) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, host, resolve);
  });
  onTestFinished(async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return readPort(server.address());
}

/** A port at which nothing listens. */
export async function findFreePort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = readPort(server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function readPort(address: string | AddressInfo | null): number {
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}
