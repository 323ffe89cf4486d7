import type { Command } from "commander";
import { tellRun, watchWithCare } from "../acting/carry-out.js";
import { containmentId, resumeContainment } from "../acting/containment.js";
import { because } from "../acting/reason.js";
import { encodeConnection } from "../json/connection.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { bold, dim } from "../screen/text.js";

interface ResumeOptions {
  readonly reason?: string;
  readonly json?: boolean;
}

/** As runs are called; no connection is likely to be. */
const runId = /^run-[0-9a-f]{10}$/;

export function declareResume(program: Command, context: Context): void {
  const command = program
    .command("resume")
    .summary("go on with a paused connection, or with a run or containment that was stopped")
    .description(
      "Go on reading through a paused connection: the gap is read at the next poll, as far as the tenant still has " +
        "it. Or go on with a run that was stopped: its targets that were not called yet; or with what is left of a containment.",
    )
    .argument("<name>", "the connection, or the id of the run or containment")
    .option("--reason <text>", "of a run: why; kept in the audit log")
    .option("--json", "the connection or the run as one JSON object")
    .action((name: string, options: ResumeOptions) => {
      if (containmentId.test(name)) return resumeContainment(context, name, options);
      return runId.test(name) ? resumeRun(context, name, options) : resume(context, name, options);
    });
  addExamples(command, [
    ["postern resume eu-prod", "go on reading"],
    ["postern resume run-0123456789", "the rest of a list"],
  ]);
}

async function resume(context: Context, name: string, options: ResumeOptions): Promise<void> {
  const connection = await withEngine(context, (engine) => engine.connections.resume(name));
  if (options.json) await context.out.json(encodeConnection(connection));
  else {
    context.out.line("Resumed ", bold(connection.name), dim("  the gap is read at the next poll"));
    context.out.line(dim("  next     "), context.propose(["collect", connection.name]));
  }
}

async function resumeRun(context: Context, id: string, options: ResumeOptions): Promise<void> {
  await withEngine(context, async (engine) => {
    const reason = because(options.reason);
    const run = await watchWithCare(context, (care) => engine.actions.resume(id, { ...reason, ...care }));
    await tellRun(context, options, run);
  });
}
