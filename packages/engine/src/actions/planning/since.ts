import { PosternError } from "../../errors/index.js";
import type { BoundTarget, View } from "../model/bind.js";
import { contains } from "../model/objects.js";
import type { Plan } from "../model/plan.js";
import type { StoredItem, StoredRun } from "../running/run-store.js";

/** What of a run can be taken back. Throws `not-undoable`. */
export function findUndoable(run: StoredRun): readonly StoredItem[] {
  const { id } = run;
  if (run.undoes !== null) {
    throw new PosternError("not-undoable", `${id} is itself an undo, of ${run.undoes}.`);
  }
  if (run.undoneBy !== null) {
    throw new PosternError("not-undoable", `${id} was undone already, by ${run.undoneBy}.`);
  }
  if (!run.plan.undo.isPossible) throw new PosternError("not-undoable", run.plan.undo.sentence);
  const changed = run.items.filter(
    ({ outcome }) => outcome === "done" || outcome === "partial" || outcome === "accepted-unverifiable",
  );
  if (changed.length === 0) {
    throw new PosternError("not-undoable", `${id} changed nothing (${run.outcome ?? run.state}).`);
  }
  return changed;
}

/** Objects that bear on a target and that neither stood there before the run nor came of it. */
export function refuseChanged(
  runId: string,
  undone: readonly StoredItem[],
  { targets, view }: { readonly targets: readonly BoundTarget[]; readonly view: View },
): void {
  targets.forEach((target, index) => {
    const known = [...(undone[index]?.before ?? []), ...(undone[index]?.after ?? [])];
    const stray = (view.found(target, undone[index]?.before) ?? []).filter(
      (object) => object.bearing !== "related" && !contains(known, object),
    );
    if (stray.length === 0) return;
    throw new PosternError(
      "changed-since",
      `Since ${runId} somebody changed the target. It now ${stray.map(({ meaning }) => meaning).join("; ")}.`,
    );
  });
}

/** What a plan made before no longer says rightly. */
export function describeChanges(planned: Plan, fresh: Plan): string {
  const changed = fresh.items.filter(
    (item, index) => JSON.stringify(item.calls) !== JSON.stringify(planned.items[index]?.calls),
  );
  const [first] = changed;
  if (first === undefined) return "the targets.";
  const what = first.isAlreadySo ? "is so already" : `takes other calls now (${first.calls.length})`;
  const more = changed.length > 1 ? `, and ${String(changed.length - 1)} more` : "";
  return `${first.sentence} It ${what}${more}.`;
}
