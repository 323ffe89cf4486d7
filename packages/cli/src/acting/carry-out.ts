import {
  describeAction,
  type Engine,
  errorTable,
  type Outcome,
  type Plan,
  PosternError,
  type Run,
  type RunOptions,
  type RunReason,
  toPosternError,
} from "@postern/engine";
import { encodePlan, encodeRun } from "../json/run.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { askText, askYesOrNo } from "../prompts/ask.js";
import { dim } from "../screen/text.js";
import { showPlan } from "../show/plan.js";
import { showOutcome } from "../show/runs.js";
import { parseDuration } from "../values/durations.js";
import { followRun } from "./follow.js";
import { watchRun } from "./progress.js";
import { because, noReason } from "./reason.js";

export interface ActionOptions {
  readonly plan?: boolean;
  readonly reason?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
  /** How long it is to last. */
  readonly for?: string;
  /** Whether what the run begins is followed to its end. Default: where somebody is there to see it. */
  readonly follow?: boolean;
  /** Also where what the plan depends on has changed since. */
  readonly acceptChanges?: boolean;
}

/** Shows a plan, asks, runs just that plan, tells the outcome and how to take it back. */
export async function carryOut(
  context: Context,
  options: ActionOptions,
  prepare: (engine: Engine) => Promise<Plan>,
): Promise<void> {
  const forMs = options.for === undefined ? undefined : parseDuration(options.for, "--for");
  await withEngine(context, async (engine) => {
    const plan = await prepare(engine);
    // With --json stdout is for the result; the plan of a run is still shown to whoever is there.
    if (!options.json) showPlan(context.out, plan, context.now());
    else if (!options.plan) showPlan(context.err, plan, context.now());
    const isEnd = options.plan === true || (plan.isAlreadySo && options.yes !== true);
    if (isEnd) {
      if (options.json) await context.out.json(encodePlan(plan));
      else if (options.plan) showNext(context, plan);
      return;
    }
    if (plan.needsApproval !== null) await requireApproval(context, engine, plan);
    const reason = await agree(context, options);
    const { acceptChanges = false } = options;
    const run = await watchWithCare(context, (care) =>
      engine.actions.runPlan(plan.id, { ...reason, ...care, forMs, acceptChanges }),
    );
    await tellRun(context, options, run);
    const { followedBy } = describeAction(run.action);
    const { follow = context.isInteractive && options.json !== true, json } = options;
    if (followedBy !== null && follow) await followRun(context, engine, { run, look: followedBy, json });
  });
}

function showNext({ out, propose }: Context, plan: Plan): void {
  out.line(dim("  This was the plan; nothing was changed."));
  if (plan.isAlreadySo || plan.barredBy !== null) return;
  if (plan.needsApproval !== null) {
    out.line(dim("  a second person agrees with  "), propose(["approve", plan.id]));
  }
  out.line(dim("  run just this one with  "), propose(["plans", "run", plan.id]));
}

/** Before anything is asked; the engine looks again. */
async function requireApproval({ now }: Context, engine: Engine, { id, needsApproval }: Plan): Promise<void> {
  const { approvals } = await engine.actions.getPlan(id);
  if (approvals.some(({ expiresAt }) => expiresAt > now())) return;
  const how = `A second person agrees with: postern approve ${id}`;
  throw new PosternError("approval-needed", `${needsApproval ?? ""} ${how}`);
}

/** Asks whether it shall be done, and why. Throws `interrupted` for no, `bad-usage` where nobody can be asked. */
export async function agree(context: Context, options: ActionOptions): Promise<RunReason> {
  if (options.yes) return because(options.reason);
  if (!context.isInteractive) {
    throw new PosternError(
      "bad-usage",
      "This changes the tenant and nobody can be asked: give --yes to run it, or --plan to see the plan alone.",
    );
  }
  return await beforeAnything(async () => {
    if (!(await askYesOrNo("Do this in the tenant?"))) {
      throw new PosternError("interrupted", "Nothing was changed.");
    }
    return because(await askReason(options.reason));
  });
}

/** Questions that come before the first call: whoever leaves at one of them is told that nothing happened. */
export async function beforeAnything<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (thrown) {
    if (toPosternError(thrown).code !== "interrupted") throw thrown;
    throw new PosternError("interrupted", "Nothing was changed in the tenant.");
  }
}

export async function askReason(given: string | undefined): Promise<string> {
  const reason = given ?? (await askText("Why? It stands in the audit log.", { placeholder: noReason }));
  return reason === "" ? noReason : reason;
}

/** The first Ctrl-C stops between two calls: what is out is waited for and read back. */
export async function watchWithCare<Result>(
  context: Context,
  run: (care: Pick<RunOptions, "signal" | "onProgress">) => Promise<Result>,
): Promise<Result> {
  const signal = context.stop.listen();
  const watch = watchRun(context);
  const explain = () =>
    context.err.line(
      "Stopping: no further call goes out; what is out is waited for and read back. ",
      dim("Ctrl-C again leaves now; `postern runs` then settles the outcome by reading."),
    );
  signal.addEventListener("abort", explain);
  try {
    return await run({ signal, onProgress: watch.onProgress });
  } finally {
    signal.removeEventListener("abort", explain);
    watch.end();
  }
}

/** Tells how a run ended, what is left of it, and how to take it back. */
export async function tellRun(
  context: Context,
  options: Pick<ActionOptions, "json">,
  run: Run,
): Promise<void> {
  if (options.json) await context.out.json(encodeRun(run));
  else {
    showOutcome(context.out, run, context.now());
    if (run.items.some(({ outcome }) => outcome === "not-run")) {
      context.out.line(dim("  go on with         "), context.propose(["resume", run.id]));
    }
    const hasChanged = run.items.some(({ outcome }) => outcome !== null && changes.has(outcome));
    if (hasChanged && run.undoes === null && run.plan.undo.isPossible) {
      context.out.line(dim("  take it back with  "), context.propose(["undo", run.id]));
    }
  }
  context.exitCode = exitCodeOfRun(run);
}

const changes: ReadonlySet<Outcome> = new Set(["done", "partial", "accepted-unverifiable"]);

export function exitCodeOfRun(run: Pick<Run, "outcome">): number {
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
