import { OTLPMetricExporter as JsonExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPMetricExporter as ProtobufExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import {
  AggregationTemporality,
  AggregationType,
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

/** Gives what was counted whenever it is asked for, without what is looked up: that is written by itself. */
export class CountReader extends MetricReader {
  constructor() {
    super({
      aggregationSelector: (type) =>
        type === InstrumentType.OBSERVABLE_GAUGE || type === InstrumentType.OBSERVABLE_COUNTER
          ? { type: AggregationType.DROP }
          : { type: AggregationType.DEFAULT },
      aggregationTemporalitySelector: selectTemporality,
      cardinalitySelector: () => mostSeries,
    });
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
