import { createMetrics, type Metrics } from "@postern/engine/telemetry";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readOtlp, readPrometheus, type Series, startReceiver, sumOf } from "../setting/metrics.js";
import { hourMs, openSetting, type Setting } from "../setting/setting.js";

const feeds = ["ttp-url", "siem-2.0"];

let setting: Setting;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let metrics: Metrics;
beforeEach(async () => {
  setting = await openSetting({ settings: { feeds, lookbackHours: 6 } });
  receiver = await startReceiver();
  metrics = createMetrics({
    figures: setting.engine.figures,
    version: "1.2.3",
    figuresForMs: 0,
    otlp: { protocol: "http/json", url: `${receiver.endpoint}/v1/metrics`, everyMs: 3_600_000 },
  });
  setting.engine.watch(metrics.listener);
});
afterEach(async () => {
  await setting.close();
  await receiver.close();
});

const scrape = async (): Promise<Series> => readPrometheus(await metrics.scrape());

test("metrics say what the store says and what the tenant was asked, to Prometheus and by OTLP alike", async () => {
  const { engine, tenant, clock } = setting;
  await setting.collect(feeds);
  tenant.faults.inject({ kind: "throttle", times: 1, resetMs: 5_000 });
  clock.advance(2 * hourMs);
  await setting.collect(feeds);
  const span = { connection: "v2", from: clock.now() - 5 * hourMs, until: clock.now() - hourMs };
  await engine.collector.replay({ ...span, feeds: ["ttp-url"] });
  clock.advance(hourMs);

  const series = await scrape();
  const [status] = await engine.status({ connection: "v2" });
  expect(status?.feeds.map(({ feed }) => feed)).toEqual(feeds);
  for (const one of status?.feeds ?? []) {
    const labels = { connection: "v2", feed: one.feed };
    expect(one.stored).toBeGreaterThan(0);
    expect(sumOf(series, "postern_events_committed_total", labels)).toBe(one.stored);
    expect(sumOf(series, "postern_events_duplicate_total", labels)).toBe(one.duplicates);
    expect(sumOf(series, "postern_records_quarantined_total", labels)).toBe(one.quarantined);
    expect(sumOf(series, "postern_feed_lag_seconds", labels)).toBe(
      (clock.now() - (one.lastEventAt ?? 0)) / 1000,
    );
    expect(sumOf(series, "postern_feed_last_arrival_timestamp_seconds", labels)).toBe(
      (one.lastArrivalAt ?? 0) / 1000,
    );
    expect(sumOf(series, "postern_feed_state", { ...labels, state: one.state })).toBe(1);
    expect(sumOf(series, "postern_feed_state", labels)).toBe(1);
  }
  expect(sumOf(series, "postern_events_duplicate_total", { feed: "ttp-url" })).toBeGreaterThan(0);
  expect(sumOf(series, "postern_feed_windows", { feed: "ttp-url", state: "complete" })).toBeGreaterThan(0);
  const budget = status?.budgets.find(({ operation }) => operation === "siem.batch.cg");
  expect(sumOf(series, "postern_rate_limit_remaining", { operation: "siem.batch.cg" })).toBe(
    budget?.remaining,
  );

  const asked = tenant.requests();
  expect(sumOf(series, "postern_calls_total")).toBe(asked.length);
  expect(sumOf(series, "postern_calls_total", { status: "429" })).toBe(1);
  expect(sumOf(series, "postern_calls_throttled_total", { by: "vendor" })).toBe(1);
  expect(sumOf(series, "postern_call_duration_seconds_count")).toBe(asked.length);
  expect(sumOf(series, "postern_commit_duration_seconds_count")).toBeGreaterThan(0);
  for (const name of [
    "postern_store_size_bytes",
    "postern_store_free_disk_bytes",
    "process_cpu_seconds_total",
  ])
    expect(sumOf(series, name), name).toBeGreaterThan(0);

  await metrics.close();
  const { series: sent, resource } = readOtlp(receiver.received.at(-1)?.body ?? Buffer.of());
  expect(resource.get("service.name")).toBe("postern");
  const ours = [...sent].filter(([key]) => key.startsWith("postern_") && !key.startsWith("postern_store_"));
  expect(ours.length).toBeGreaterThan(20);
  for (const [key, value] of ours) expect({ key, value }).toEqual({ key, value: series.get(key) });
});

test("a connection that is removed leaves its gauges, and a state that is over is told as over", async () => {
  const { engine, tenant, clock } = setting;
  await setting.collect(["ttp-url"]);
  await setting.collect(["ttp-url"], "v1");
  expect(sumOf(await scrape(), "postern_feed_state", { connection: "v2", state: "healthy" })).toBe(1);
  tenant.application.disable();
  clock.advance(hourMs);
  await setting.collect(["ttp-url"]);
  await engine.connections.remove("v1");
  const series = await scrape();
  expect(sumOf(series, "postern_feed_state", { connection: "v2" })).toBe(1);
  expect(sumOf(series, "postern_feed_state", { state: "healthy" })).toBe(0);
  expect([...series.keys()].filter((key) => key.includes("feed_state") && key.includes('"v1"'))).toEqual([]);
  await metrics.close();
});
