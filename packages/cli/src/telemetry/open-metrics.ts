import type { Engine } from "@postern/engine";
import { PosternError } from "@postern/engine/errors";
import { createHealth, createMetrics, type OtlpSettings } from "@postern/engine/telemetry";
import type { Context } from "../program/context.js";
import { readVersion } from "../program/version.js";
import { parseWhole } from "../values/numbers.js";
import { serveMetrics } from "./serve.js";

export interface MetricsOptions {
  readonly metricsPort?: string;
  readonly metricsHost?: string;
}

/** What options and environment ask for. */
export interface MetricsPlan {
  readonly listen: { readonly host: string; readonly port: number } | null;
  readonly otlp: OtlpSettings | null;
}

export interface OpenMetrics {
  /** Where they are served; null: nobody asked for that. */
  readonly url: string | null;
  close(): Promise<void>;
}

const loopback = "127.0.0.1";
/** The default of OpenTelemetry's SDKs. */
const usualEveryMs = 60_000;

/** Throws `bad-usage`. */
export function planMetrics(
  { environment }: Pick<Context, "environment">,
  { metricsPort, metricsHost }: MetricsOptions,
): MetricsPlan {
  if (metricsHost !== undefined && metricsPort === undefined)
    throw new PosternError("bad-usage", "--metrics-host needs --metrics-port.");
  const listen =
    metricsPort === undefined
      ? null
      : {
          host: metricsHost ?? loopback,
          port: parseWhole(metricsPort, { option: "--metrics-port", least: 0, most: 65_535 }),
        };
  return { listen, otlp: readOtlp(environment) };
}

/** Serves metrics and sends them, as planned. Throws `bad-usage` where that can't be listened on. */
export async function openMetrics(
  { listen, otlp }: MetricsPlan,
  { engine, warn }: { readonly engine: Engine; readonly warn: (text: string) => void },
): Promise<OpenMetrics> {
  if (listen === null && otlp === null) return { url: null, close: async () => {} };
  let isTold = false;
  const metrics = createMetrics({
    figures: engine.figures,
    version: readVersion(),
    otlp,
    onFailure(detail) {
      if (!isTold) warn(`Metrics could not be sent: ${detail}`);
      isTold = true;
    },
  });
  const health = createHealth({ silentMs: engine.collector.silentMs });
  const unwatch = [metrics.listener, health.listener].map((listener) => engine.watch(listener));
  const end = async (): Promise<void> => {
    for (const stop of unwatch) stop();
    await metrics.close();
  };
  try {
    const server =
      listen === null ? null : await serveMetrics({ ...listen, scrape: metrics.scrape, health: health.read });
    return {
      url: server?.url ?? null,
      async close() {
        await server?.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The variables that OpenTelemetry's specification names. Headers and certificates are read by its exporter. */
function readOtlp(environment: Context["environment"]): OtlpSettings | null {
  const read = (name: string): string =>
    environment[`OTEL_EXPORTER_OTLP_METRICS_${name}`] ?? environment[`OTEL_EXPORTER_OTLP_${name}`] ?? "";
  if (read("ENDPOINT") === "" || environment["OTEL_SDK_DISABLED"] === "true") return null;
  const protocol = read("PROTOCOL");
  if (protocol !== "" && protocol !== "http/protobuf" && protocol !== "http/json")
    throw new PosternError(
      "bad-usage",
      `OTEL_EXPORTER_OTLP_PROTOCOL: "${protocol}" is neither http/protobuf nor http/json.`,
    );
  const every = environment["OTEL_METRIC_EXPORT_INTERVAL"] ?? "";
  return {
    protocol: protocol === "http/json" ? protocol : "http/protobuf",
    everyMs:
      every === "" ? usualEveryMs : parseWhole(every, { option: "OTEL_METRIC_EXPORT_INTERVAL", least: 1 }),
  };
}
