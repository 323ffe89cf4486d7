import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly json: unknown;
}

/** What the stand-in answers: JSON by default; or it cuts the connection, or says nothing. */
export type Reply =
  | "reset"
  | "silence"
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly json?: unknown;
      readonly body?: string | Buffer;
      /** Cut the connection after the body, though more was announced. */
      readonly isCut?: boolean;
    };

export interface Vendor {
  readonly baseUrl: string;
  readonly requests: readonly SeenRequest[];
  /** The requests of one path. */
  readonly seen: (path: string) => readonly SeenRequest[];
  /** Settles once a request of this path has arrived. */
  readonly arrival: (path: string) => Promise<void>;
}

/** `count` is 1 for the first request of a path. */
export type Respond = (request: SeenRequest, count: number) => Reply | Promise<Reply>;

/** A small HTTP server that stands in for the vendor until the test ends. */
export async function startVendor(respond: Respond): Promise<Vendor> {
  const requests: SeenRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    void readRequest(incoming).then(async (request) => {
      requests.push(request);
      const count = requests.filter(({ path }) => path === request.path).length;
      send(outgoing, await respond(request, count));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = readAddress(server.address());
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    requests,
    seen: (path) => requests.filter((request) => request.path === path),
    arrival: async (path) => {
      while (!requests.some((request) => request.path === path)) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

/** An address at which nothing listens. */
export async function findClosedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = readAddress(server.address());
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

async function readRequest(incoming: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString("utf8");
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  const isJson = body.startsWith("{");
  return {
    method: incoming.method ?? "",
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body,
    json: isJson ? JSON.parse(body) : null,
  };
}

function send(outgoing: ServerResponse, reply: Reply): void {
  if (reply === "silence") return;
  if (reply === "reset") {
    outgoing.destroy();
    return;
  }
  const body = reply.json === undefined ? (reply.body ?? "") : JSON.stringify(reply.json);
  const type = reply.json === undefined ? {} : { "content-type": "application/json" };
  outgoing.writeHead(reply.status ?? 200, { ...type, ...reply.headers });
  if (reply.isCut) outgoing.write(body, () => outgoing.destroy());
  else outgoing.end(body);
}

function readAddress(address: string | AddressInfo | null): AddressInfo {
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address;
}
