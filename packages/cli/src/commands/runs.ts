import type { Command } from "commander";
import { encodeRun } from "../json/run.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { showRuns } from "../show/runs.js";
import { parseWhole } from "../values/numbers.js";

interface RunsOptions {
  readonly connection?: string;
  readonly limit: string;
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
  addExamples(command, [
    ["postern runs", "who did what, and why"],
    ["postern runs --json | jq -r '.runs[0].id'", "the newest one's id"],
  ]);
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
