import { type EngineListener, PosternError } from "@postern/engine";
import type { Command } from "commander";
import { createLineView } from "../collecting/line-view.js";
import { createProgressBook } from "../collecting/progress.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { countOf, formatCount } from "../screen/numbers.js";
import { bold, dim, warn } from "../screen/text.js";
import { formatTime, toIso } from "../screen/times.js";
import { collectList } from "../values/lists.js";
import { parsePastTime } from "../values/times.js";

interface SpanOptions {
  readonly since: string;
  readonly until?: string;
  readonly feed?: readonly string[];
  readonly json?: boolean;
}

export function declareReplay(program: Command, context: Context): void {
  const command = program
    .command("replay")
    .summary("read a span again; what is stored already stays once")
    .description(
      "Read a span again. What is stored already is dropped by its id. Left to `postern run`, where that is running. One that is stopped goes on where it was with the next `postern run` or `postern collect`.",
    )
    .argument("<name>", "the connection")
    .requiredOption("--since <when>", "beginning of the span: 6h, 2026-01-05, 2026-01-05T14:30:00Z")
    .option("--until <when>", "its end (default: now)")
    .option("--feed <feed>", "only this feed; may be repeated, or a,b", collectList)
    .option("--json", "one JSON object")
    .action((name: string, options: SpanOptions) => replay(context, name, options));
  addExamples(command, [
    ["postern replay eu-prod --since 12h", "the last twelve hours of every feed"],
    ["postern replay eu-prod --since 2026-01-05 --until 2026-01-06 --feed audit", "a day of one feed"],
  ]);
}

/** The span as it was typed. Throws `bad-usage`. */
export function readSpan(context: Context, options: Pick<SpanOptions, "since" | "until" | "feed">) {
  const now = context.now();
  const from = parsePastTime(options.since, { option: "--since", now });
  const until = options.until === undefined ? now : parsePastTime(options.until, { option: "--until", now });
  if (from >= until) throw new PosternError("bad-usage", "--until has to be later than --since.");
  return { from, until, ...(options.feed === undefined ? {} : { feeds: options.feed }) };
}

/** Progress of long reading, a line now and then on stderr. */
export function watchReading(context: Context): { readonly listener: EngineListener } {
  return { listener: createProgressBook(createLineView(context.err, context.now)).listener };
}

async function replay(context: Context, name: string, options: SpanOptions): Promise<void> {
  const span = readSpan(context, options);
  const signal = context.stop.listen();
  const { out } = context;
  const result = await withEngine(
    context,
    (engine) => engine.collector.replay({ ...span, connection: name, signal }),
    watchReading(context),
  );
  if (options.json) {
    const leftOut = result.leftOut.map((span) => ({
      ...span,
      from: toIso(span.from),
      until: toIso(span.until),
    }));
    await out.json({ ...result, leftOut });
    return;
  }
  const now = context.now();
  for (const { feed, reason } of result.skipped) out.line("  ", warn(feed), `  left out: ${reason}`);
  for (const { feed, from, until, reason } of result.leftOut)
    out.line(
      "  ",
      warn(feed),
      `  not read from ${formatTime(from, now)} to ${formatTime(until, now)}: ${reason}`,
    );
  if (result.isLeft) {
    out.line("A collector is running: it was left word and reads the span at once.");
    out.line(dim(`See how it gets on: ${context.propose(["ledger", name])}`));
    return;
  }
  for (const { feed, stored, duplicates, reason } of result.feeds) {
    out.line(
      "  ",
      bold(feed),
      `  ${formatCount(stored)} new`,
      dim(`, ${countOf(duplicates, "event")} known already`),
      reason === null ? "" : warn(`  ${reason}`),
    );
  }
}
