import { setImmediate as nextTurn } from "node:timers/promises";
import { PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import type { MetricData, ResourceMetrics } from "@opentelemetry/sdk-metrics";
import { type Family, families } from "./families.js";
import type { Observer } from "./observe.js";

/** Written between two turns of the event loop: a few milliseconds. */
const linesAtOnce = 1000;

/** What OpenTelemetry counted, in Prometheus' text format, with collecting going on in between. */
export async function* writeCounted({ resource, scopeMetrics }: ResourceMetrics): AsyncGenerator<string> {
  const serializer = new PrometheusSerializer(undefined, false, undefined, true, true);
  for (const { scope, metrics } of scopeMetrics) {
    for (const metric of metrics) {
      for (let start = 0; start < metric.dataPoints.length; start += linesAtOnce) {
        const dataPoints = metric.dataPoints.slice(start, start + linesAtOnce);
        // Of the same kind of points as it was: the union of kinds does not tell.
        const piece = { ...metric, dataPoints } as MetricData;
        const text = serializer.serialize({ resource, scopeMetrics: [{ scope, metrics: [piece] }] });
        // Its head stands before the first lines alone.
        yield start === 0 ? text : text.replace(/^(?:#.*\n)+/, "");
        await nextTurn();
      }
    }
  }
}

/** What is so, in the same format. Not by way of OpenTelemetry, which looks at all series at once, several times. */
export async function* writeObserved({ look }: Observer): AsyncGenerator<string> {
  const lines = new Map<string, string[]>();
  await look((name, value, labels) => {
    const known = lines.get(name) ?? [];
    if (known.length === 0) lines.set(name, known);
    known.push(`${shownName(name)}${writeLabels(labels)} ${value}\n`);
  });
  for (const [name, family] of Object.entries<Family>(families)) {
    const own = lines.get(name);
    if (own === undefined) continue;
    yield `# HELP ${shownName(name)} ${family.help}\n# TYPE ${shownName(name)} ${family.kind}\n`;
    for (let start = 0; start < own.length; start += linesAtOnce) {
      yield own.slice(start, start + linesAtOnce).join("");
      await nextTurn();
    }
  }
}

function shownName(name: string): string {
  const declared: Readonly<Record<string, Family>> = families;
  return declared[name]?.kind === "counter" ? `${name}_total` : name;
}

function writeLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escapeLabel(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
}
