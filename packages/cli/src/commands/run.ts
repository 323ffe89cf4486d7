import { toPosternError } from "@postern/engine/errors";
import type { Command } from "commander";
import type { Context } from "../program/context.js";
import { requireConnections, withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { unlessStopped } from "../program/stop.js";
import { countOf } from "../screen/numbers.js";
import { dim } from "../screen/text.js";
import { formatDuration } from "../screen/times.js";
import { type LogOptions, type Logs, openLogs } from "../telemetry/open-logs.js";
import { type MetricsOptions, openMetrics, planMetrics } from "../telemetry/open-metrics.js";
import { parseBytes } from "../values/bytes.js";
import { parseDuration } from "../values/durations.js";

const defaultCadenceMinutes = 15;
const minuteMs = 60_000;

interface RunOptions extends LogOptions, MetricsOptions {
  readonly every?: string;
  readonly minFree?: string;
}

export function declareRun(program: Command, context: Context): void {
  const command = program
    .command("run")
    .summary("keep collecting until Ctrl-C")
    .description(
      "Poll until Ctrl-C: one line per feed and poll on a terminal, else JSON on standard error. What is committed stays, whenever you stop it.",
    )
    .argument("[name]", "only this connection")
    .option("--every <duration>", `time between two polls (default: ${defaultCadenceMinutes}m)`)
    .option("--min-free <bytes>", "pause while less is free on the disk of the store (default: 256MB)")
    .option("--log <form>", "text or json (default: text on a terminal, else json)")
    .option("--log-level <level>", "error, warn, info, debug or trace (default: info)")
    .option("--log-file <file>", "append JSON to a file as well; SIGHUP opens it anew")
    .option("--metrics-port <port>", "serve /metrics for Prometheus and /healthz there (0: any free port)")
    .option("--metrics-host <address>", "where to listen (default: 127.0.0.1)")
    .action((name: string | undefined, options: RunOptions) => run(context, name, options));
  addExamples(command, [
    ["postern run", "all connections, every 15 minutes"],
    ["postern run eu-prod --every 5m", "one, more often"],
    ["postern run --log json --log-level debug", "what a log collector reads"],
    ["postern run --metrics-port 9464", "for Prometheus, on this machine"],
  ]);
}

async function run(context: Context, name: string | undefined, options: RunOptions): Promise<void> {
  const logs = openLogs(context, options);
  try {
    await collect(context, { name, options, logs });
  } catch (thrown) {
    const error = toPosternError(thrown);
    const fields = { code: error.code };
    logs.note({ level: "fatal", event: "service.failed", fields, text: error.message });
    if (!logs.isJson) throw thrown;
    // Told in the log: words beside it would be no JSON.
    context.exitCode = error.entry.exitCode;
  } finally {
    logs.close();
  }
}

async function collect(
  context: Context,
  request: { name: string | undefined; options: RunOptions; logs: Logs },
): Promise<void> {
  const { name, options, logs } = request;
  const cadenceMs =
    options.every === undefined ? defaultCadenceMinutes * minuteMs : parseDuration(options.every, "--every");
  const reserve =
    options.minFree === undefined ? {} : { reserveBytes: parseBytes(options.minFree, "--min-free") };
  const plan = planMetrics(context, options);
  const signal = context.stop.listen();
  const tell = (text: string): void => {
    if (!logs.isJson) context.err.line(dim(text));
  };
  await withEngine(
    context,
    async (engine) => {
      const count = await requireConnections(engine, name);
      tell(`Polling ${countOf(count, "connection")} every ${formatDuration(cadenceMs)}. Ctrl-C stops.`);
      const only = name === undefined ? {} : { connection: name };
      const metrics = await openMetrics(plan, {
        engine,
        warn(text) {
          tell(text);
          logs.note({ level: "warn", event: "metrics.failed", fields: {}, text });
        },
      });
      if (metrics.url !== null) {
        tell(`Metrics: ${metrics.url}/metrics`);
        logs.note({ level: "info", event: "metrics.served", fields: { url: metrics.url }, text: "served" });
      }
      try {
        await unlessStopped(
          signal,
          engine.collector.run({ ...only, ...reserve, signal, cadenceMinutes: cadenceMs / minuteMs }),
        );
      } finally {
        await metrics.close();
      }
    },
    { listener: logs.listener },
  );
  tell("Stopped.");
}
