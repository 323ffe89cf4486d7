import { OTLPMetricExporter as JsonExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPMetricExporter as ProtobufExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import { PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import {
  AggregationTemporality,
  InstrumentType,
  MetricReader,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from "@opentelemetry/sdk-metrics";

/** Where metrics are sent to by OTLP over HTTP; what is left out comes from the environment, as OpenTelemetry has it. */
export interface OtlpSettings {
  readonly protocol: "http/protobuf" | "http/json";
  readonly url?: string;
  readonly everyMs: number;
}

/** A thousand connections with twelve feeds in eight states; the SDK would stop at 2,000. */
const mostSeries = 100_000;

/**
 * Of a gauge only what was seen at this look: a connection that was removed is not to stand there for ever, as it
 * would where numbers of looks are added up.
 */
function selectTemporality(type: InstrumentType): AggregationTemporality {
  return type === InstrumentType.OBSERVABLE_GAUGE
    ? AggregationTemporality.DELTA
    : AggregationTemporality.CUMULATIVE;
}

/** Gives the metrics as text whenever they are asked for. */
export interface TextReader extends MetricReader {
  /** In Prometheus' text format 0.0.4. */
  scrape(): Promise<string>;
}

export function createTextReader(): TextReader {
  return new PrometheusReader({
    aggregationTemporalitySelector: selectTemporality,
    cardinalitySelector: () => mostSeries,
  });
}

// The exporter of the library would start a server of its own, and keep gauges for ever.
class PrometheusReader extends MetricReader implements TextReader {
  readonly #serializer = new PrometheusSerializer(undefined, false, undefined, true, true);

  async scrape(): Promise<string> {
    const { resourceMetrics } = await this.collect();
    return this.#serializer.serialize(resourceMetrics);
  }

  protected override async onForceFlush(): Promise<void> {}

  protected override async onShutdown(): Promise<void> {}
}

/** Sends the metrics every so often, and once more at the end. A failure is told and tried again the next time. */
export function createOtlpReader(
  { protocol, url, everyMs }: OtlpSettings,
  onFailure: (detail: string) => void,
): MetricReader {
  const options = url === undefined ? {} : { url };
  const exporter = protocol === "http/json" ? new JsonExporter(options) : new ProtobufExporter(options);
  return new PeriodicExportingMetricReader({
    exporter: withFreshGauges(exporter, onFailure),
    exportIntervalMillis: everyMs,
    exportTimeoutMillis: Math.min(everyMs, 10_000),
    cardinalityLimits: { default: mostSeries },
  });
}

function withFreshGauges(
  exporter: PushMetricExporter,
  onFailure: (detail: string) => void,
): PushMetricExporter {
  return {
    export(metrics, tell) {
      exporter.export(metrics, (result) => {
        if (result.error !== undefined) onFailure(result.error.message);
        tell(result);
      });
    },
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
    selectAggregationTemporality: (type) =>
      type === InstrumentType.OBSERVABLE_GAUGE
        ? AggregationTemporality.DELTA
        : (exporter.selectAggregationTemporality?.(type) ?? selectTemporality(type)),
  };
}
