import type { Command } from "commander";
import { exitCodeOfRun } from "../acting/carry-out.js";
import { encodeRun } from "../json/run.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { showExpired, showRun, showRuns } from "../show/runs.js";
import { parseWhole } from "../values/numbers.js";

interface RunsOptions {
  readonly connection?: string;
  readonly limit: string;
  readonly json?: boolean;
}

interface JsonOption {
  readonly json?: boolean;
}

export function declareRuns(program: Command, context: Context): void {
  const command = program
    .command("runs")
    .summary("what was done in the tenants")
    .description(
      "List the runs of actions, newest first. An outcome that is unknown is settled by reading the tenant.",
    )
    .option("--connection <name>", "only this connection")
    .option("--limit <count>", "at most so many", "50")
    .option("--json", "one JSON object")
    .action((options: RunsOptions) => runs(context, options));
  const one = command
    .command("show")
    .summary("a run with every target and what became of it")
    .description("Show a run: who asked for it and why, and every target with its outcome.")
    .argument("<run>", "its id")
    .option("--json", "one JSON object")
    .action((id: string, options: JsonOption) => show(context, id, options));
  const end = command
    .command("expire")
    .summary("take back what was to last for a while only")
    .description("Take back every run whose time is up. `postern run` does so by itself while it collects.")
    .option("--json", "one JSON object")
    .action((options: JsonOption) => expire(context, options));
  addExamples(command, [
    ["postern runs", "who did what, and why"],
    ["postern runs show RUN", "every target of one"],
    ["postern runs --json | jq -r '.runs[0].id'", "the newest one's id"],
  ]);
  addExamples(one, [["postern runs show RUN --json", "for a program"]]);
  addExamples(end, [["postern runs expire", "from a timer, where no collector runs"]]);
}

async function runs(context: Context, options: RunsOptions): Promise<void> {
  const limit = parseWhole(options.limit, { option: "--limit", least: 1 });
  const found = await withEngine(context, async (engine) => {
    if (options.connection !== undefined) await engine.connections.get(options.connection);
    const filter = options.connection === undefined ? {} : { connection: options.connection };
    return engine.actions.runs({ ...filter, limit });
  });
  if (options.json) await context.out.json({ runs: found.map(encodeRun) });
  else if (found.length === 0) context.out.line("No action was run yet.");
  else showRuns(context.out, found, context.now());
}

async function show(context: Context, id: string, options: JsonOption): Promise<void> {
  const run = await withEngine(context, (engine) => engine.actions.getRun(id));
  if (options.json) await context.out.json(encodeRun(run));
  else showRun(context.out, run, context.now());
}

async function expire(context: Context, options: JsonOption): Promise<void> {
  const done = await withEngine(context, (engine) => engine.actions.expire());
  if (options.json) {
    const runs = done.map(({ run, undo, problem }) => ({
      run: run.id,
      undo: undo === null ? null : encodeRun(undo),
      problem: problem === null ? null : { code: problem.code, message: problem.message },
    }));
    await context.out.json({ runs });
  } else if (done.length === 0) context.out.line("No run's time is up.");
  else
    for (const { run, undo, problem } of done)
      showExpired(context.out, { run, undo, problem }, context.now());
  context.exitCode = Math.max(
    0,
    ...done.map(({ undo, problem }) => problem?.entry.exitCode ?? (undo === null ? 0 : exitCodeOfRun(undo))),
  );
}
