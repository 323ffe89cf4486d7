import type { Command } from "commander";
import { type ActionOptions, carryOut } from "../acting/carry-out.js";
import { containmentId, undoContainment } from "../acting/containment.js";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";

interface UndoOptions extends ActionOptions {
  readonly evenIfChanged?: boolean;
}

export function declareUndo(program: Command, context: Context): void {
  const command = program
    .command("undo")
    .summary("take a run or a containment back")
    .description(
      "Take a run back: its plan is shown first, and what somebody changed since is left alone. Of a containment, " +
        "every run, the last one first.",
    )
    .argument("<run>", "the id of the run or containment, from `postern runs` or `postern contain list`")
    .option("--plan", "show the plan and stop")
    .option("--even-if-changed", "also what somebody changed since")
    .option("--reason <text>", "why; kept with the run")
    .option("--yes", "don't ask")
    .option("--json", "the run (with --plan: the plan) as one JSON object")
    .action((id: string, options: UndoOptions) => {
      if (containmentId.test(id)) return undoContainment(context, id, options);
      const { evenIfChanged = false } = options;
      return carryOut(context, options, (engine) => engine.actions.planUndo(id, { evenIfChanged }));
    });
  addExamples(command, [
    ["postern undo RUN --plan", "see what it would do"],
    ["postern undo RUN --yes --reason 'false alarm'", "for a script"],
  ]);
}
