import type { Command } from "commander";
import { exitCodeOfChecks, runChecks } from "../connect/run-checks.js";
import { encodeCheck } from "../json/check.js";
import type { Context } from "../program/context.js";
import { pickConnection, withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { bold, dim } from "../screen/text.js";

interface TestOptions {
  readonly json?: boolean;
}

export function declareTest(program: Command, context: Context): void {
  const command = program
    .command("test")
    .summary("probe each feed and action of a connection")
    .description(
      "Probe the credential, then each chosen feed and action, one by one. Nothing outside them is called, " +
        "and nothing in the tenant is changed. The exit code is that of the worst answer.",
    )
    .argument("[name]", "the connection; may be left out where there is only one")
    .option("--json", "one JSON object")
    .action((name: string | undefined, options: TestOptions) => test(context, name, options));
  addExamples(command, [
    ["postern test eu-prod", "what works, what is missing, what to do"],
    ["postern test eu-prod --json", "for a program"],
  ]);
}

async function test(context: Context, name: string | undefined, options: TestOptions): Promise<void> {
  const isQuiet = options.json === true;
  const checks = await withEngine(context, async (engine) => {
    const connection = await pickConnection(engine, name);
    if (!isQuiet) {
      context.out.line(bold(connection.name), dim(`  API ${connection.generation}  ${connection.baseUrl}`));
    }
    return runChecks(context, engine, { name: connection.name, isQuiet });
  });
  if (isQuiet) await context.out.json({ checks: checks.map(encodeCheck) });
  context.exitCode = exitCodeOfChecks(checks);
}
