import type { Command } from "commander";
import { encodeConnection } from "../json/connection.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { bold, dim } from "../screen/text.js";

interface ResumeOptions {
  readonly json?: boolean;
}

export function declareResume(program: Command, context: Context): void {
  const command = program
    .command("resume")
    .summary("go on reading through a paused connection")
    .description(
      "Go on reading through a paused connection. The gap is read at the next poll, as far as the tenant still has it.",
    )
    .argument("<name>", "the connection")
    .option("--json", "the connection as one JSON object")
    .action((name: string, options: ResumeOptions) => resume(context, name, options));
  addExamples(command, [["postern resume eu-prod", "go on"]]);
}

async function resume(context: Context, name: string, options: ResumeOptions): Promise<void> {
  const connection = await withEngine(context, (engine) => engine.connections.resume(name));
  if (options.json) await context.out.json(encodeConnection(connection));
  else {
    context.out.line("Resumed ", bold(connection.name), dim("  the gap is read at the next poll"));
    context.out.line(dim("  next     "), context.propose(["collect", connection.name]));
  }
}
