import { toPosternError } from "../../errors/index.js";
import type { BoundTarget, BoundWriting, View } from "../model/bind.js";
import { compareObjects } from "../model/objects.js";
import type { Outcome } from "../model/run.js";
import { isTakenBack } from "../planning/make-plan.js";
import { note } from "./carry-out.js";
import type { ItemChange, RunStore, StoredItem, StoredRun } from "./run-store.js";

const leastWaitMs = 60_000;

/**
 * Reads the tenant and records what is there: the one way by which a run gets its outcome, whether its calls were just
 * made or its process died between them. What could not be read is read again later, ever more seldom.
 */
export async function settle(request: {
  readonly run: StoredRun;
  /** The run it takes back; null for any other. */
  readonly undone: StoredRun | null;
  readonly action: BoundWriting;
  /** The tenant as it is, as far as these targets go. */
  readonly look: (targets: readonly BoundTarget[]) => Promise<View>;
  readonly runs: RunStore;
  readonly now: () => number;
}): Promise<StoredRun> {
  const { run, undone, action, look, runs, now } = request;
  const open = run.items.filter(({ state, outcome }) => state !== "settled" || outcome === "unknown");
  if (open.length === 0) return run;
  const targets = open.map(({ input }) => action.aim(input, run.plan.generation));
  let view: View | null = null;
  let problem: string | null = null;
  try {
    view = await look(targets);
  } catch (thrown) {
    problem = toPosternError(thrown).message;
  }
  const changes = open.map((item, index): [number, ItemChange] => {
    const target = targets[index];
    if (view === null || target === undefined) return [item.number, unread(item, problem ?? "")];
    const before = undone === null ? null : findUndone(undone, item);
    return [item.number, { state: "settled", ...judgeItem({ item, undone: before, view, target }) }];
  });
  const isNews = changes.some(
    ([, { outcome, detail }], index) => outcome !== open[index]?.outcome || detail !== open[index]?.detail,
  );
  const at = now();
  const isLeft = view === null && changes.some(([, { outcome }]) => outcome === "unknown");
  const readAgainAt = isLeft ? at + Math.max(leastWaitMs, at - run.createdAt) : null;
  // What could not be read before and can't be now is no second entry of the log.
  if (!isNews && run.state === "settled") {
    await runs.postpone(run.id, readAgainAt);
    return { ...run, readAgainAt };
  }
  const outcomes = changes.map(([number, { outcome, after }]) => ({ target: number, outcome, after }));
  const audit = [
    note(run, "run.settled", { at, body: { outcomes, ...(problem === null ? {} : { problem }) } }),
  ];
  return await runs.change(run, new Map(changes), { at, audit, readAgainAt });
}

export function findUndone(undone: StoredRun, { input }: StoredItem): StoredItem | null {
  const wanted = JSON.stringify(input);
  return undone.items.find((item) => JSON.stringify(item.input) === wanted) ?? null;
}

/** What was never called is as it was, whatever can't be read now. */
function unread(item: StoredItem, problem: string): ItemChange {
  if (isUntouched(item)) return { state: "settled", outcome: "not-run", detail: "No call was made." };
  return { state: "settled", outcome: "unknown", detail: `Called, but reading back failed: ${problem}` };
}

function isUntouched({ state, called }: StoredItem): boolean {
  return state === "planned" && called === 0;
}

function judgeItem(facts: {
  readonly item: StoredItem;
  readonly undone: StoredItem | null;
  readonly view: View;
  readonly target: BoundTarget;
}): { readonly outcome: Outcome; readonly detail: string; readonly after: StoredItem["after"] } {
  const { item, undone, view, target } = facts;
  if (isUntouched(item)) {
    return {
      outcome: "not-run",
      detail: "The run ended before its turn came: no call was made.",
      after: null,
    };
  }
  const after = view.found(target, item.before);
  if (after === null) return judgeBlindly(item);
  const isDone = undone === null ? view.isDone(target, item.before) : isTakenBack(undone, view, target);
  if (isDone && item.outcome === "already-so") {
    const detail = "It was there before, though the reading left it out: the tenant said so, and holds it.";
    return { outcome: "already-so", detail, after };
  }
  if (isDone) return { outcome: "done", detail: "Read back: the tenant holds it so.", after };
  const { made, removed } = compareObjects(item.before ?? [], after);
  const isHalf = made.length + removed.length > 0;
  const half = target.undo.isPossible
    ? "only in part: undo puts back what stood there before"
    : `otherwise (it ${after.map(({ meaning }) => meaning).join("; ")})`;
  const how = isHalf ? half : "not";
  const cause = item.detail === null ? "" : ` ${item.detail}`;
  return {
    outcome: isHalf ? "partial" : "failed",
    detail: `Read back: the tenant holds it ${how}.${cause}`,
    after,
  };
}

/** Where nothing can be read, the answers are all there is. */
function judgeBlindly(item: StoredItem): {
  readonly outcome: Outcome;
  readonly detail: string;
  readonly after: null;
} {
  if (item.state !== "called") {
    const detail = "The call went out; whether it was carried out can't be read.";
    const cause = item.state === "settled" || item.detail === null ? "" : ` ${item.detail}`;
    const told = item.state === "settled" ? item.detail : null;
    return { outcome: "unknown", detail: told ?? `${detail}${cause}`, after: null };
  }
  if (item.detail !== null) return { outcome: "failed", detail: item.detail, after: null };
  const detail = "The tenant took the call; no call of its API shows what came of it.";
  return { outcome: "accepted-unverifiable", detail, after: null };
}
