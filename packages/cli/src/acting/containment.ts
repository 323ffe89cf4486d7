import { type Containment, type ContainmentStep, errorTable, PosternError } from "@postern/engine";
import { encodeContainment } from "../json/containment.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { askYesOrNo } from "../prompts/ask.js";
import { showContainment } from "../show/containment.js";
import { type ActionOptions, askReason, beforeAnything, exitCodeOfRun, watchWithCare } from "./carry-out.js";
import { because } from "./reason.js";

/** As containments are called. */
export const containmentId = /^contain-[0-9a-f]{10}$/;

/** Takes all of a containment back, the last step first. */
export async function undoContainment(
  context: Context,
  id: string,
  options: ActionOptions & { readonly evenIfChanged?: boolean },
): Promise<void> {
  const { evenIfChanged = false } = options;
  await withEngine(context, async (engine) => {
    const before = await engine.playbooks.get(id);
    if (!options.json || !options.plan)
      showContainment(context, before, options.json ? context.err : context.out);
    if (options.plan) {
      if (options.json) await context.out.json(encodeContainment(before));
      return;
    }
    const reason = await beforeAnything(() => agreeToUndo(context, options));
    const after = await watchWithCare(context, (care) =>
      engine.playbooks.undo(id, { ...because(reason), ...care, evenIfChanged }),
    );
    if (options.json) await context.out.json(encodeContainment(after));
    else showContainment(context, after);
    context.exitCode = Math.max(0, ...after.steps.map(exitCodeOfProblem));
  });
}

async function agreeToUndo(context: Context, options: ActionOptions): Promise<string | undefined> {
  if (options.yes) return options.reason;
  if (!context.isInteractive) {
    throw new PosternError("bad-usage", "This changes the tenant and nobody can be asked: give --yes.");
  }
  if (!(await askYesOrNo("Take all of it back, the last step first?"))) {
    throw new PosternError("interrupted", "Nothing was changed.");
  }
  return await askReason(options.reason);
}

/** Runs what is left of a containment. */
export async function resumeContainment(
  context: Context,
  id: string,
  options: { readonly reason?: string; readonly json?: boolean },
): Promise<void> {
  await withEngine(context, async (engine) => {
    const containment = await watchWithCare(context, (care) =>
      engine.playbooks.resume(id, { ...because(options.reason), ...care }),
    );
    if (options.json) await context.out.json(encodeContainment(containment));
    else showContainment(context, containment);
    context.exitCode = exitCodeOfContainment(containment);
  });
}

export function exitCodeOfContainment({ steps }: Containment): number {
  const ran = steps.map((step) => (step.run === null ? exitCodeOfProblem(step) : exitCodeOfRun(step.run)));
  return Math.max(0, ...ran);
}

function exitCodeOfProblem({ problem, run }: ContainmentStep): number {
  if (problem !== null) return problem.entry.exitCode;
  return run === null ? errorTable["action-failed"].exitCode : 0;
}
