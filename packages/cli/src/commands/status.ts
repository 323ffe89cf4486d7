import type { Command } from "commander";
import { encodeStatus } from "../json/status.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { showStatus } from "../show/status.js";

interface StatusOptions {
  readonly json?: boolean;
}

export function declareStatus(program: Command, context: Context): void {
  const command = program
    .command("status")
    .summary("what arrived, what is missing, and why")
    .description("Show the state of every feed, computed from what arrived and never from configuration.")
    .argument("[name]", "only this connection")
    .option("--json", "one JSON object")
    .action((name: string | undefined, options: StatusOptions) => status(context, name, options));
  addExamples(command, [
    ["postern status", "all connections"],
    ["postern status eu-prod --json | jq '.connections[].feeds[]'", "for a program"],
  ]);
}

async function status(context: Context, name: string | undefined, options: StatusOptions): Promise<void> {
  const statuses = await withEngine(context, async (engine) => {
    if (name === undefined) return engine.status();
    await engine.connections.get(name);
    return engine.status({ connection: name });
  });
  if (options.json) {
    await context.out.json({ connections: statuses.map(encodeStatus) });
  } else if (statuses.length === 0) {
    context.out.line("No connection yet. Make one with `postern connect`, or look at `postern demo`.");
  } else {
    showStatus(context.out, statuses, context.now());
  }
}
