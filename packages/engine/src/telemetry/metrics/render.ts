import { mostSilentSeconds } from "../health.js";
import { type Family, families } from "./families.js";

const sources: readonly (readonly [Family["source"], string])[] = [
  ["events", "What this process did since it began"],
  ["store", "What the store says; two processes on one store say the same"],
  ["process", "The process itself"],
];

const alerts = `groups:
  - name: postern
    rules:
      - alert: PosternFeedBehind
        expr: postern_feed_lag_seconds{feed="siem-2.0"} > 3600
        for: 15m
        annotations:
          summary: "{{ $labels.feed }} of {{ $labels.connection }} has brought nothing newer than an hour"
      - alert: PosternCredentialRefused
        expr: postern_feed_state{state="credentials-refused"} == 1
        for: 5m
        annotations:
          summary: "{{ $labels.connection }} is refused: postern doctor {{ $labels.connection }}"
      - alert: PosternNobodyCollects
        expr: sum by (connection) (postern_lease_held) < 1 or absent(postern_lease_held)
        for: 5m
        annotations:
          summary: "no process works for {{ $labels.connection }}"`;

/** docs/metrics.md, from the declarations. */
export function renderMetrics(): string {
  const sections = sources.flatMap(([source, title]) => [
    `## ${title}`,
    "",
    "| Metric | Kind | Labels | What it is |",
    "| --- | --- | --- | --- |",
    ...Object.entries<Family>(families)
      .filter(([, family]) => family.source === source)
      .map(([name, { kind, labels, help }]) => {
        const shown = kind === "counter" ? `${name}_total` : name;
        return `| \`${shown}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(", ") || "–"} | ${help} |`;
      }),
    "",
  ]);
  return [
    "# Metrics",
    "",
    "Made from `packages/engine/src/telemetry/metrics/families.ts` by `npm run docs`.",
    "",
    "```sh",
    "postern run --metrics-port 9464",
    "```",
    "",
    `serves \`/metrics\` in Prometheus' text format and \`/healthz\` on 127.0.0.1; \`--metrics-host 0.0.0.0\` opens it to the network, where whoever reaches it reads the names of connections and channels. \`/healthz\` answers 200 while the process collects, stands by for another one or has nothing to do, else 503 (\`starting\`, \`paused\` since the disk is full, \`stuck\`, \`stopped\`), and says which. \`silentSeconds\` is how long the collector has given no sign of life: its loop comes round every second, and every 15 seconds it writes to its store. Above ${mostSilentSeconds} it is \`stuck\` in a call of the store that does not come back, as on a network disk that is gone; leases are good for so long, so that another process may take over. Restarting helps one that is stuck, and none whose disk is full.`,
    "",
    "With `OTEL_EXPORTER_OTLP_ENDPOINT` set, the same metrics are sent there by OTLP over HTTP (`OTEL_EXPORTER_OTLP_PROTOCOL`: `http/protobuf`, the default, or `http/json`), every minute (`OTEL_METRIC_EXPORT_INTERVAL`, in milliseconds) and once at the end. `OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` count as OpenTelemetry has them.",
    "",
    "Labels take their values from connections, feeds, operations and states, never from what a tenant sends: 1,000 connections with 12 feeds are some 120,000 series, 11 MB of text. It is written a piece at a time, so that collecting goes on meanwhile ([what it costs](performance.md#many-connections)); sent by OTLP, so many are put together at once, and hold it up for a second. The store is read at most every 5 seconds, however often somebody asks.",
    "",
    ...sections,
    "## Three alerts to begin with",
    "",
    "```yaml",
    alerts,
    "```",
    "",
    "A quiet feed has a lag without being behind: alert on lag where mail never stops, and on `postern_feed_state` elsewhere. Channels of [notifications](notifications.md) tell most of this without any of it; [logs](logs.md) tell every single event.",
    "",
  ].join("\n");
}
