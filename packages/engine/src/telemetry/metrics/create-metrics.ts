import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from "@opentelemetry/resources";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import type { EngineListener } from "../../engine/events.js";
import type { Figures } from "../../status/figures.js";
import { countEvents } from "./count-events.js";
import { createObserver, observe } from "./observe.js";
import { CountReader, createOtlpReader, type OtlpSettings } from "./readers.js";
import { writeCounted, writeObserved } from "./text.js";

/** The numbers of a running collector, as Prometheus asks for them and as OpenTelemetry is sent them. */
export interface Metrics {
  readonly listener: EngineListener;
  /** In Prometheus' text format 0.0.4. */
  scrape(): Promise<string>;
  /** Sends what is left. */
  close(): Promise<void>;
}

const usualFiguresForMs = 5_000;
/** So long a receiver that does not answer may hold up the end. */
const lastWordsMs = 3_000;

export function createMetrics(request: {
  readonly figures: () => Promise<Figures>;
  readonly version: string;
  /** The store is read once for all who ask within this time; default 5 s. */
  readonly figuresForMs?: number;
  /** Null: nothing is sent. */
  readonly otlp: OtlpSettings | null;
  readonly onFailure?: (detail: string) => void;
}): Metrics {
  const { figures, version, otlp, figuresForMs = usualFiguresForMs, onFailure = () => {} } = request;
  const reader = new CountReader();
  const own = resourceFromAttributes({ "service.name": "postern", "service.version": version });
  const provider = new MeterProvider({
    // What the environment says (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) comes last, and counts.
    resource: defaultResource()
      .merge(own)
      .merge(detectResources({ detectors: [envDetector] })),
    readers: otlp === null ? [reader] : [reader, createOtlpReader(otlp, onFailure)],
  });
  const meter = provider.getMeter("postern", version);
  const counts = countEvents(meter);
  const observer = createObserver({ counts, version, figures: keepFor(figuresForMs, figures) });
  if (otlp !== null) observe(meter, observer);
  return {
    listener: counts.listener,
    async scrape() {
      let text = "";
      const { resourceMetrics } = await reader.collect();
      for await (const piece of writeCounted(resourceMetrics)) text += piece;
      for await (const piece of writeObserved(observer)) text += piece;
      return text;
    },
    async close() {
      await provider.shutdown({ timeoutMillis: lastWordsMs }).catch((error: unknown) => {
        onFailure(error instanceof Error ? error.message : String(error));
      });
      observer.end();
    },
  };
}

function keepFor<Value>(milliseconds: number, read: () => Promise<Value>): () => Promise<Value> {
  let kept: { readonly at: number; readonly value: Promise<Value> } | null = null;
  return () => {
    const at = performance.now();
    if (kept === null || at - kept.at >= milliseconds) {
      kept = { at, value: read() };
      kept.value.catch(() => {
        kept = null;
      });
    }
    return kept.value;
  };
}
