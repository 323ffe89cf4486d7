import type { Command } from "commander";
import { encodeConnection } from "../json/connection.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { reasonOption } from "../program/reason.js";
import { bold, dim } from "../screen/text.js";

interface PauseOptions {
  readonly json?: boolean;
}

export function declarePause(program: Command, context: Context): void {
  const command = program
    .command("pause")
    .summary("stop reading through a connection, until it is resumed")
    .description(
      "Stop reading through a connection. Its events, its ledger and its secrets stay; what comes meanwhile is read once it is resumed, as far as the tenant still has it.",
    )
    .argument("<name>", "the connection")
    .option(...reasonOption)
    .option("--json", "the connection as one JSON object")
    .action((name: string, options: PauseOptions) => pause(context, name, options));
  addExamples(command, [["postern pause eu-prod", "while the tenant is worked on"]]);
}

async function pause(context: Context, name: string, options: PauseOptions): Promise<void> {
  const connection = await withEngine(context, (engine) => engine.connections.pause(name));
  if (options.json) await context.out.json(encodeConnection(connection));
  else {
    context.out.line("Paused ", bold(connection.name), dim("  nothing is read through it"));
    context.out.line(dim("  next     "), context.propose(["resume", connection.name]));
  }
}
