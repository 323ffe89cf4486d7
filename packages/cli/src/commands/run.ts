import type { Command } from "commander";
import { createPollView } from "../collecting/poll-view.js";
import { createProgressBook } from "../collecting/progress.js";
import type { Context } from "../program/context.js";
import { requireConnections, withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { unlessStopped } from "../program/stop.js";
import { countOf } from "../screen/numbers.js";
import { dim } from "../screen/text.js";
import { formatDuration } from "../screen/times.js";
import { parseBytes } from "../values/bytes.js";
import { parseDuration } from "../values/durations.js";

const defaultCadenceMinutes = 15;
const minuteMs = 60_000;

interface RunOptions {
  readonly every?: string;
  readonly minFree?: string;
}

export function declareRun(program: Command, context: Context): void {
  const command = program
    .command("run")
    .summary("keep collecting until Ctrl-C")
    .description(
      "Poll until Ctrl-C: one line per feed and poll. What is committed stays, whenever you stop it.",
    )
    .argument("[name]", "only this connection")
    .option("--every <duration>", `time between two polls (default: ${defaultCadenceMinutes}m)`)
    .option("--min-free <bytes>", "pause while less is free on the disk of the store (default: 256MB)")
    .action((name: string | undefined, options: RunOptions) => run(context, name, options));
  addExamples(command, [
    ["postern run", "all connections, every 15 minutes"],
    ["postern run eu-prod --every 5m", "one, more often"],
  ]);
}

async function run(context: Context, name: string | undefined, options: RunOptions): Promise<void> {
  const cadenceMs =
    options.every === undefined ? defaultCadenceMinutes * minuteMs : parseDuration(options.every, "--every");
  const reserve =
    options.minFree === undefined ? {} : { reserveBytes: parseBytes(options.minFree, "--min-free") };
  const signal = context.stop.listen();
  const book = createProgressBook(createPollView(context.out, context.now));
  await withEngine(
    context,
    async (engine) => {
      const count = await requireConnections(engine, name);
      context.err.line(
        dim(`Polling ${countOf(count, "connection")} every ${formatDuration(cadenceMs)}. Ctrl-C stops.`),
      );
      const request = name === undefined ? {} : { connection: name };
      await unlessStopped(
        signal,
        engine.collector.run({ ...request, ...reserve, signal, cadenceMinutes: cadenceMs / minuteMs }),
      );
    },
    { listener: book.listener },
  );
  context.err.line(dim("Stopped."));
}
