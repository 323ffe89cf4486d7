import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { PosternError } from "@postern/engine/errors";
import type { Health } from "@postern/engine/telemetry";

export interface MetricsServer {
  readonly url: string;
  close(): Promise<void>;
}

const textFormat = "text/plain; version=0.0.4; charset=utf-8";

/** `/metrics` for Prometheus and `/healthz` for whoever watches the process. Throws `bad-usage`: can't listen there. */
export async function serveMetrics(request: {
  readonly host: string;
  readonly port: number;
  readonly scrape: () => Promise<string>;
  readonly health: () => Health;
}): Promise<MetricsServer> {
  const { host, port, scrape, health } = request;
  const server = createServer((asked, response) => {
    const path = (asked.url ?? "").split("?", 1)[0];
    if (asked.method !== "GET" && asked.method !== "HEAD") {
      response.setHeader("allow", "GET, HEAD");
      return answer(response, { status: 405, body: "Only GET and HEAD.\n" });
    }
    if (path === "/metrics") return void answerMetrics(response, scrape);
    if (path === "/healthz") return answerHealth(response, health());
    answer(response, { status: 404, body: "There are /metrics and /healthz.\n" });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why =
        error.code === "EADDRINUSE" ? "something listens there already" : (error.code ?? error.message);
      reject(new PosternError("bad-usage", `--metrics-port ${port} on ${host}: ${why}.`, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
  const { address, family, port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${family === "IPv6" ? `[${address}]` : address}:${bound}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answerMetrics(response: ServerResponse, scrape: () => Promise<string>): Promise<void> {
  try {
    answer(response, { status: 200, body: await scrape(), type: textFormat });
  } catch {
    answer(response, { status: 503, body: "The metrics can't be read just now.\n" });
  }
}

function answerHealth(response: ServerResponse, { state, isReady, detail, silentSeconds }: Health): void {
  const body = `${JSON.stringify({ state, detail, silentSeconds })}\n`;
  answer(response, { status: isReady ? 200 : 503, body, type: "application/json" });
}

function answer(
  response: ServerResponse,
  { status, body, type = "text/plain; charset=utf-8" }: { status: number; body: string; type?: string },
): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
}
