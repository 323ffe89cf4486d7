import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { sampleEvents } from "../samples.suite.js";
import { families } from "./families.js";
import { createMetrics, type Metrics } from "./index.js";

const figures = () => Promise.reject(new Error("no store"));

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Answers every message with this status. */
async function startReceiver(status: number) {
  const received: { type: string | undefined; body: Buffer }[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      received.push({ type: request.headers["content-type"], body: Buffer.concat(pieces) });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/metrics`, received };
}

function tellAll({ listener }: Metrics): void {
  for (const [name, events] of Object.entries(sampleEvents))
    for (const event of events) listener(name as "poll.started", event as { connection: string });
}

test("every event is counted without the store, and every label is a declared one", async () => {
  const metrics = createMetrics({ figures, version: "1", otlp: null });
  closing.push(metrics.close);
  tellAll(metrics);
  const text = await metrics.scrape();
  expect(text).toContain('postern_events_committed_total{connection="eu",feed="ttp-url"} 3');
  expect(text).toContain(
    'postern_calls_throttled_total{connection="eu",operation="ttp.url.get-logs",by="vendor"} 1',
  );
  expect(text).toContain('postern_notifications_total{channel="ops",outcome="failed"} 1');
  const seen = new Set<string>();
  for (const [, name = "", labels = ""] of text.matchAll(/^([a-z_]+)(?:\{(.*)\})? /gm)) {
    const family = name.replace(/_(?:total|sum|count|bucket)$/, "");
    const declared: readonly string[] | undefined = Reflect.get(families, family)?.labels;
    expect(declared, name).toBeDefined();
    const used = [...labels.matchAll(/(\w+)="/g)]
      .map(([, label = ""]) => label)
      .filter((label) => label !== "le");
    expect(used, name).toEqual([...(declared ?? [])]);
    seen.add(family);
  }
  const expected = Object.entries(families)
    .filter(([name, { source }]) => source !== "store" && name !== "process_open_fds")
    .map(([name]) => name);
  for (const name of expected) expect([...seen], name).toContain(name);
});

test("what the store says is written a piece at a time, and collecting goes on in between: it stood still for seconds", async () => {
  const feedsOf = (incomplete: number) =>
    Array.from({ length: 3000 }, (_, index) => ({
      connection: `c"\\${index}`,
      feed: "audit",
      state: "healthy" as const,
      lastEventAt: 1000,
      lastArrivalAt: null,
      windows: { complete: 1, incomplete, lost: 0, unprovable: 0 },
    }));
  let feeds = feedsOf(0);
  const metrics = createMetrics({
    figures: async () => ({ asOf: 3000, feeds, budgets: [], bytes: 7, freeBytes: null }),
    figuresForMs: 0,
    version: "1",
    otlp: null,
  });
  closing.push(metrics.close);
  let turns = 0;
  let isOver = false;
  const turn = () => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  const first = await metrics.scrape();
  isOver = true;
  expect(turns).toBeGreaterThan(12);
  const series = first.split("\n");
  expect(series).toContain('postern_feed_lag_seconds{connection="c\\"\\\\2999",feed="audit"} 2');
  expect(series.filter((line) => line === "# TYPE postern_feed_lag_seconds gauge")).toHaveLength(1);
  expect(series).toContain("postern_store_size_bytes 7");
  const incomplete = /^postern_feed_windows\{.*state="incomplete"\} (\d+)$/gm;
  // What never was is left out; what is over is told as over.
  expect(first.match(incomplete)).toBeNull();
  feeds = feedsOf(2);
  await metrics.scrape();
  feeds = feedsOf(0);
  const values = [...(await metrics.scrape()).matchAll(incomplete)].map(([, value]) => value);
  expect(values).toHaveLength(3000);
  expect(new Set(values)).toEqual(new Set(["0"]));
});

test("metrics are sent in protobuf where nothing else is asked for", async () => {
  const { url, received } = await startReceiver(200);
  const otlp = { protocol: "http/protobuf", url, everyMs: 3_600_000 } as const;
  const metrics = createMetrics({ figures, version: "1", otlp });
  tellAll(metrics);
  await metrics.close();
  expect(received.map(({ type }) => type)).toEqual(["application/x-protobuf"]);
  for (const name of ["postern_events_committed", "postern_call_duration_seconds", "process_cpu_seconds"])
    expect(received[0]?.body.includes(name), name).toBe(true);
});

test("a receiver that refuses is told of, and does not keep the process from ending", async () => {
  const { url } = await startReceiver(400);
  const told: string[] = [];
  const metrics = createMetrics({
    figures,
    version: "1",
    otlp: { protocol: "http/json", url, everyMs: 3_600_000 },
    onFailure: (detail) => told.push(detail),
  });
  await metrics.close();
  expect(told.length).toBeGreaterThan(0);
});
