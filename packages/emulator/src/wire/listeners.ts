import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import { createServer as createHttpsServer, type Server as SecureServer } from "node:https";
import type { FastifyInstance } from "fastify";
import { describeHost, type Host } from "../regions/regions.js";
import type { ServerIdentity } from "../tls/identity.js";

const loopback = "127.0.0.1";
// What fastify gives the servers it opens itself.
const keepAliveTimeoutMs = 72_000;

/** The ports of a tenant, each standing for one of the vendor's hosts. */
export class Listeners {
  private shown: ServerIdentity | null = null;
  private readonly servers: (Server | SecureServer)[] = [];
  private readonly hosts = new Map<number, Host>();

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
    const server = this.createServer((request, response) => app.routing(request, response));
    server.keepAliveTimeout = keepAliveTimeoutMs;
    server.requestTimeout = 0;
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ host: loopback, port: options.port ?? 0 }, () => {
        server.off("error", reject);
        resolve();
      });
    });
    this.servers.push(server);
    const address = server.address();
    if (address === null || typeof address === "string") {
      throw new Error(`No port for ${describeHost(options.host)}`);
    }
    this.hosts.set(address.port, options.host);
    return `${this.shown === null ? "http" : "https"}://${loopback}:${address.port}`;
  }

  /** The host a connection came to. */
  hostAt(port: number | undefined): Host {
    const host = this.hosts.get(port ?? 0);
    if (host === undefined) throw new Error(`The tenant has no port ${port}`);
    return host;
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

  private createServer(listener: RequestListener): Server | SecureServer {
    if (this.shown === null) return createHttpServer(listener);
    const { key, certificate } = this.shown;
    return createHttpsServer({ key, cert: certificate }, listener);
  }
}
