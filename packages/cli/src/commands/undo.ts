import type { Command } from "commander";
import { type ActionOptions, carryOut } from "../acting/carry-out.js";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";

interface UndoOptions extends ActionOptions {
  readonly evenIfChanged?: boolean;
}

export function declareUndo(program: Command, context: Context): void {
  const command = program
    .command("undo")
    .summary("take a run back")
    .description("Take a run back: its plan is shown first, and what somebody changed since is left alone.")
    .argument("<run>", "the run's id, from `postern runs`")
    .option("--plan", "show the plan and stop")
    .option("--even-if-changed", "also what somebody changed since")
    .option("--reason <text>", "why; kept with the run")
    .option("--yes", "don't ask")
    .option("--json", "the run (with --plan: the plan) as one JSON object")
    .action((runId: string, options: UndoOptions) =>
      carryOut(context, options, (engine, actor) =>
        engine.actions.planUndo(runId, { evenIfChanged: options.evenIfChanged === true, actor }),
      ),
    );
  addExamples(command, [
    ["postern undo RUN --plan", "see what it would do"],
    ["postern undo RUN --yes --reason 'false alarm'", "for a script"],
  ]);
}
