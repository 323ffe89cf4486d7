import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describeTenant, startTenant, type Tenant } from "@postern/emulator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readOtlp, readPrometheus, startReceiver, sumOf } from "../setting/metrics.js";
import { openTerminal, type Terminal, withEngine } from "./postern.js";

let terminal: Terminal;
let tenant: Tenant;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeEach(async () => {
  terminal = await openTerminal();
  receiver = await startReceiver();
  tenant = await startTenant({ messagesPerDay: 500 });
  const words = ["connect", "--name", "v2", "--generation", "2.0", "--from", "-", "--no-test"];
  const input = JSON.stringify(describeTenant(tenant));
  const { exitCode } = await terminal.run([...words, "--feeds", "ttp-url", "--lookback", "6h"], { input });
  expect(exitCode).toBe(0);
});
afterEach(async () => {
  await terminal.close();
  await receiver.close();
  await tenant.close();
});

const lines = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test("run tells programs all there is: JSON lines, a log file, Prometheus, OTLP and health, and no secret", async () => {
  const file = join(terminal.home, "..", "postern.ndjson");
  const words = ["run", "--metrics-port", "0", "--log-level", "trace", "--log-file", file];
  const running = terminal.start(words, {
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20collector-canary",
      OTEL_SERVICE_NAME: "postern-of-ours",
    },
  });
  await running.until('"event":"poll.finished"');
  const url = String(
    lines(running.stderr().slice(0, running.stderr().lastIndexOf("\n"))).find(
      ({ event }) => event === "metrics.served",
    )?.["url"],
  );
  const ask = (path: string, method = "GET") => fetch(`${url}${path}`, { method });

  const scraped = await ask("/metrics");
  expect(scraped.headers.get("content-type")).toContain("version=0.0.4");
  const series = readPrometheus(await scraped.text());
  const health = await ask("/healthz");
  expect({ status: health.status, body: await health.json() }).toEqual({
    status: 200,
    body: { state: "collecting", detail: null, silentSeconds: expect.any(Number) },
  });
  expect((await ask("/")).status).toBe(404);
  expect((await ask("/metrics", "POST")).status).toBe(405);

  running.signal("SIGINT");
  const { exitCode, stdout, stderr } = await running.ended;
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
  const told = lines(stderr);
  expect(told.at(0)).toMatchObject({ event: "metrics.served", level: "info" });
  expect(told.at(-1)).toMatchObject({ event: "service.stopped" });
  expect(await readFile(file, "utf8")).toBe(stderr);

  const [status] = await withEngine(terminal, (engine) => engine.status());
  const stored = status?.feeds[0]?.stored ?? 0;
  expect(stored).toBeGreaterThan(0);
  expect(sumOf(series, "postern_events_committed_total", { feed: "ttp-url" })).toBe(stored);
  expect(sumOf(series, "postern_lease_held", { connection: "v2" })).toBe(1);
  const committed = told.filter(({ event }) => event === "batch.committed");
  expect(committed.reduce((sum, line) => sum + Number(line["stored"]), 0)).toBe(stored);

  const [sent] = receiver.received;
  expect(sent).toMatchObject({ contentType: "application/json", authorization: "Bearer collector-canary" });
  const { series: same, resource } = readOtlp(sent?.body ?? Buffer.of());
  expect(resource.get("service.name")).toBe("postern-of-ours");
  expect(sumOf(same, "postern_events_committed_total", { feed: "ttp-url" })).toBe(stored);

  const { clientId, clientSecret } = tenant.v2;
  for (const secret of [clientId, clientSecret, "collector-canary"]) expect(stderr).not.toContain(secret);
});
