import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from "node:http";
import { createServer as createHttpsServer, type Server as SecureServer } from "node:https";
import type { FastifyInstance } from "fastify";
import type { Host } from "../regions/regions.js";
import type { ServerIdentity } from "../tls/identity.js";
import { type Addresses, inUrl, listenOn, loopback, mayControl } from "./listen-addresses.js";

// What fastify gives the servers it opens itself.
const keepAliveTimeoutMs = 72_000;

/** The ports of a tenant, each standing for one of the vendor's hosts. */
export class Listeners {
  private readonly addresses: Addresses;
  private shown: ServerIdentity | null = null;
  private readonly servers: (Server | SecureServer)[] = [];
  private readonly hosts = new Map<number, Host>();
  /** Requests from beyond this machine, where that has no access to the console and the control API. */
  private readonly strangers = new WeakSet<IncomingMessage>();

  constructor(addresses: Addresses) {
    this.addresses = addresses;
  }

  /** With an identity all of them speak TLS. */
  get identity(): ServerIdentity | null {
    return this.shown;
  }

  /** To be called before the first is opened. */
  secure(identity: ServerIdentity): void {
    this.shown = identity;
  }

  /** Opens a port on which `app` answers as `host`; its base URL. */
  async open(
    app: FastifyInstance,
    options: { readonly host: Host; readonly port?: number },
  ): Promise<string> {
    await app.ready();
    let { port = 0 } = options;
    for (const address of listenOn(this.addresses)) port = await this.listen(app, { address, port });
    this.hosts.set(port, options.host);
    return this.urlAt(port, this.addresses.publicHost);
  }

  /** The same place for somebody on this machine. */
  nearUrl(baseUrl: string): string {
    return this.urlAt(Number(new URL(baseUrl).port), loopback);
  }

  /** The host a connection came to. */
  hostAt(port: number | undefined): Host {
    const host = this.hosts.get(port ?? 0);
    if (host === undefined) throw new Error(`The tenant has no port ${port}`);
    return host;
  }

  isStranger(request: IncomingMessage): boolean {
    return this.strangers.has(request);
  }

  async close(): Promise<void> {
    await Promise.all(
      this.servers.map(
        (server) =>
          new Promise<void>((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
          }),
      ),
    );
  }

  private async listen(
    app: FastifyInstance,
    { address: host, port }: { readonly address: string; readonly port: number },
  ): Promise<number> {
    const server = this.createServer((request, response) => {
      if (!mayControl(this.addresses, request.socket.localAddress)) this.strangers.add(request);
      app.routing(request, response);
    });
    server.keepAliveTimeout = keepAliveTimeoutMs;
    server.requestTimeout = 0;
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ host, port }, () => {
        server.off("error", reject);
        resolve();
      });
    });
    this.servers.push(server);
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error(`No port on ${host}`);
    return address.port;
  }

  private urlAt(port: number, host: string): string {
    return `${this.shown === null ? "http" : "https"}://${inUrl(host)}:${port}`;
  }

  private createServer(listener: RequestListener): Server | SecureServer {
    if (this.shown === null) return createHttpServer(listener);
    const { key, certificate } = this.shown;
    return createHttpsServer({ key, cert: certificate }, listener);
  }
}
