import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Series by how Prometheus writes them: `name{label="value",…}`, labels in order. */
export type Series = ReadonlyMap<string, number>;

export function readPrometheus(text: string): Series {
  const series = new Map<string, number>();
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const [, name = "", labels = "", value = ""] = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name === "") throw new Error(`Not in Prometheus' text format: ${line}`);
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(
      ([, label = "", text = ""]): [string, string] => [label, text],
    );
    series.set(keyOf(name, pairs), Number(value));
  }
  return series;
}

export function keyOf(name: string, labels: Iterable<readonly [string, string]>): string {
  const sorted = [...labels].sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.length === 0
    ? name
    : `${name}{${sorted.map(([label, text]) => `${label}="${text}"`).join(",")}}`;
}

/** The sum of all series of a name that have these labels. */
export function sumOf(series: Series, name: string, labels: Readonly<Record<string, string>> = {}): number {
  const wanted = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
  let sum = 0;
  for (const [key, value] of series) {
    const isOf = key === name || key.startsWith(`${name}{`);
    if (isOf && wanted.every((part) => key.includes(part))) sum += value;
  }
  return sum;
}

interface Point {
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue: string } }[];
  readonly asDouble?: number;
  readonly asInt?: number | string;
}

interface Metric {
  readonly name: string;
  readonly sum?: { readonly isMonotonic: boolean; readonly dataPoints: readonly Point[] };
  readonly gauge?: { readonly dataPoints: readonly Point[] };
}

export interface Received {
  readonly contentType: string;
  readonly authorization: string;
  readonly body: Buffer;
}

/** A receiver of OpenTelemetry's metrics by HTTP. */
export async function startReceiver() {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const { "content-type": contentType = "", authorization = "" } = request.headers;
      if (request.url === "/v1/metrics")
        received.push({ contentType, authorization, body: Buffer.concat(pieces) });
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Counters and gauges of a message in OTLP's JSON, named as Prometheus names them. */
export function readOtlp(body: Buffer): {
  readonly series: Series;
  readonly resource: ReadonlyMap<string, string>;
} {
  const { resourceMetrics } = JSON.parse(body.toString()) as {
    resourceMetrics: readonly {
      resource: { attributes: Point["attributes"] };
      scopeMetrics: readonly { metrics: readonly Metric[] }[];
    }[];
  };
  const series = new Map<string, number>();
  const resource = new Map<string, string>();
  for (const { resource: about, scopeMetrics } of resourceMetrics) {
    for (const { key, value } of about.attributes) resource.set(key, value.stringValue);
    for (const { name, sum, gauge } of scopeMetrics.flatMap(({ metrics }) => metrics)) {
      for (const { attributes, asDouble, asInt } of (sum ?? gauge)?.dataPoints ?? []) {
        const labels = attributes.map(({ key, value }): [string, string] => [key, value.stringValue]);
        const shown = sum?.isMonotonic === true ? `${name}_total` : name;
        series.set(keyOf(shown, labels), Number(asDouble ?? asInt));
      }
    }
  }
  return { series, resource };
}
