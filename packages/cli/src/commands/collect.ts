import { type CollectRequest, type CollectResult, errorTable, toPosternError } from "@postern/engine";
import type { Command } from "commander";
import { exitCodeOfResult } from "../collecting/exit-code.js";
import { createLineView } from "../collecting/line-view.js";
import { createLiveView } from "../collecting/live-view.js";
import { createProgressBook } from "../collecting/progress.js";
import type { Context } from "../program/context.js";
import { requireConnections, withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { dim } from "../screen/text.js";
import { showCollected } from "../show/collected.js";
import { collectList } from "../values/lists.js";
import { parseTime } from "../values/times.js";

interface CollectOptions {
  readonly since?: string;
  readonly feed?: readonly string[];
  readonly json?: boolean;
}

export function declareCollect(program: Command, context: Context): void {
  const command = program
    .command("collect")
    .summary("read what is due, once")
    .description("One pass over the feeds that are due. What is committed stays, whenever you press Ctrl-C.")
    .argument("[name]", "only this connection")
    .option("--since <when>", "read from this time on: 2h, 7d, 2026-01-05, 2026-01-05T14:30:00Z")
    .option("--feed <feed>", "only this feed; may be repeated, or a,b", collectList)
    .option("--json", "the result as one JSON object")
    .action((name: string | undefined, options: CollectOptions) => collect(context, name, options));
  addExamples(command, [
    ["postern collect", "everything that is due"],
    ["postern collect eu-prod --feed ttp-url --since 7d", "a week of clicks"],
    ["postern collect --json 2>/dev/null", "for a program"],
  ]);
}

async function collect(context: Context, name: string | undefined, options: CollectOptions): Promise<void> {
  const signal = context.stop.listen();
  const request: CollectRequest = {
    signal,
    ...(name === undefined ? {} : { connection: name }),
    ...(options.feed === undefined ? {} : { feeds: options.feed }),
    ...(options.since === undefined
      ? {}
      : { since: parseTime(options.since, { option: "--since", now: context.now() }) }),
  };
  const result = await collectOnce(context, request);
  if (result !== null && options.json) await context.out.json(result);
  else if (result !== null) showCollected(context.out, result);
  if (signal.aborted) {
    context.err.line("Stopped. ", dim(errorTable.interrupted.posternDoes));
    context.exitCode = errorTable.interrupted.exitCode;
  } else if (result !== null) {
    context.exitCode = exitCodeOfResult(result);
  }
}

/** One pass with progress on stderr. The result is null where Ctrl-C came before there was one. */
async function collectOnce(context: Context, request: CollectRequest): Promise<CollectResult | null> {
  const live = context.err.isTerminal ? createLiveView(context.err) : null;
  const book = createProgressBook(live ?? createLineView(context.err, context.now));
  try {
    return await withEngine(
      context,
      async (engine) => {
        await requireConnections(engine, request.connection);
        return engine.collector.collect(request);
      },
      { listener: book.listener },
    );
  } catch (thrown) {
    if (toPosternError(thrown).code !== "interrupted") throw thrown;
    return null;
  } finally {
    live?.end();
  }
}
