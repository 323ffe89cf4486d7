import { afterEach, expect, test } from "vitest";
import { type MetricsServer, serveMetrics } from "./serve.js";

let server: MetricsServer;
afterEach(() => server.close());

test("a port that is taken is told, and metrics that can't be read are no metrics", async () => {
  const request = {
    host: "127.0.0.1",
    scrape: () => Promise.reject(new Error("no store")),
    health: () => ({ state: "paused", isReady: false, detail: "No room.", silentSeconds: 1 }) as const,
  };
  server = await serveMetrics({ ...request, port: 0 });
  const port = Number(new URL(server.url).port);
  await expect(serveMetrics({ ...request, port })).rejects.toMatchObject({
    code: "bad-usage",
    message: expect.stringContaining("listens there already"),
  });
  expect((await fetch(`${server.url}/metrics`)).status).toBe(503);
  const health = await fetch(`${server.url}/healthz`);
  expect({ status: health.status, ...((await health.json()) as object) }).toEqual({
    status: 503,
    state: "paused",
    detail: "No room.",
    silentSeconds: 1,
  });
});
