import {
  type Engine,
  errorTable,
  type Outcome,
  type Plan,
  PosternError,
  type Run,
  type RunReason,
} from "@postern/engine";
import { encodePlan, encodeRun } from "../json/run.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { askText, askYesOrNo } from "../prompts/ask.js";
import { dim } from "../screen/text.js";
import { showPlan } from "../show/plan.js";
import { showOutcome } from "../show/runs.js";
import { nameActor } from "./actor.js";

export interface ActionOptions {
  readonly plan?: boolean;
  readonly reason?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** A thing to be done: how it is planned, and how it is done. */
export interface Deed {
  readonly plan: Plan;
  run(reason: RunReason): Promise<Run>;
}

const noReason = "no reason given";

/** Shows the plan, asks, runs, tells the outcome and how to take it back. */
export async function carryOut(
  context: Context,
  options: ActionOptions,
  prepare: (engine: Engine) => Promise<Deed>,
): Promise<void> {
  await withEngine(context, async (engine) => {
    const deed = await prepare(engine);
    // With --json stdout is for the result; the plan of a run is still shown to whoever is there.
    if (!options.json) showPlan(context.out, deed.plan, context.now());
    else if (!options.plan) showPlan(context.err, deed.plan, context.now());
    const isEnd = options.plan === true || (deed.plan.isAlreadySo && options.yes !== true);
    if (isEnd) {
      if (options.json) await context.out.json(encodePlan(deed.plan));
      else if (options.plan) context.out.line(dim("  This was the plan; nothing was changed."));
      return;
    }
    const reason = await agree(context, options);
    await tell(context, options, await runWithCare(context, () => deed.run(reason)));
  });
}

async function agree(context: Context, options: ActionOptions): Promise<RunReason> {
  const actor = nameActor(context.environment);
  if (options.yes) return { actor, reason: options.reason ?? noReason };
  if (!context.isInteractive) {
    throw new PosternError(
      "bad-usage",
      "This changes the tenant and nobody can be asked: give --yes to run it, or --plan to see the plan alone.",
    );
  }
  if (!(await askYesOrNo("Do this in the tenant?"))) {
    throw new PosternError("interrupted", "Nothing was changed.");
  }
  const reason =
    options.reason ?? (await askText("Why? It stands in the log of runs.", { placeholder: noReason }));
  return { actor, reason: reason === "" ? noReason : reason };
}

/** Between the call and the reading back, the first Ctrl-C waits. */
async function runWithCare(context: Context, run: () => Promise<Run>): Promise<Run> {
  const signal = context.stop.listen();
  const explain = () =>
    context.err.line(
      "The call is out: waiting for the tenant's answer. ",
      dim("Ctrl-C again leaves now; `postern runs` then settles the outcome by reading."),
    );
  signal.addEventListener("abort", explain);
  try {
    return await run();
  } finally {
    signal.removeEventListener("abort", explain);
  }
}

async function tell(context: Context, options: ActionOptions, run: Run): Promise<void> {
  if (options.json) await context.out.json(encodeRun(run));
  else {
    showOutcome(context.out, run);
    const hasChanged = run.items.some(({ outcome }) => outcome !== null && changes.has(outcome));
    if (hasChanged && run.undoes === null && run.plan.undo.isPossible) {
      context.out.line(dim("  take it back with  "), context.propose(["undo", run.id]));
    }
  }
  context.exitCode = exitCodeOfRun(run);
}

const changes: ReadonlySet<Outcome> = new Set(["done", "partial", "accepted-unverifiable"]);

function exitCodeOfRun(run: Run): number {
  switch (run.outcome) {
    case "done":
    case "already-so":
    case "accepted-unverifiable":
      return 0;
    case "failed":
    case "partial":
    case "not-run":
      return errorTable["action-failed"].exitCode;
    case "unknown":
    case null:
      return errorTable["outcome-unknown"].exitCode;
  }
}
