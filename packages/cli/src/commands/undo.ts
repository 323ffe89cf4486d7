import type { Command } from "commander";
import { type ActionOptions, carryOut } from "../acting/carry-out.js";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";

export function declareUndo(program: Command, context: Context): void {
  const command = program
    .command("undo")
    .summary("take a run back")
    .description("Take a run back: its plan is shown first, and what somebody changed since is left alone.")
    .argument("<run>", "the run's id, from `postern runs`")
    .option("--plan", "show the plan and stop")
    .option("--reason <text>", "why; kept with the run")
    .option("--yes", "don't ask")
    .option("--json", "the run (with --plan: the plan) as one JSON object")
    .action((runId: string, options: ActionOptions) =>
      carryOut(context, options, async (engine) => ({
        plan: await engine.actions.planUndo(runId),
        run: (reason) => engine.actions.undo(runId, reason),
      })),
    );
  addExamples(command, [
    ["postern undo RUN --plan", "see what it would do"],
    ["postern undo RUN --yes --reason 'false alarm'", "for a script"],
  ]);
}
