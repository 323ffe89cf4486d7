import { type Generation, type OperationName, operation } from "@postern/mimecast";
import { judgeRight, type RightFindings } from "../../connections/rights.js";
import type { GuardVerdict } from "../../guards/index.js";
import type { BoundTarget, BoundWriting, View } from "../model/bind.js";
import { compareObjects, contains } from "../model/objects.js";
import type { Plan, PlanHistory, PlanItem, TenantAddress } from "../model/plan.js";
import type { Run, RunItem } from "../model/run.js";
import { type ScopeFacts, warnOfScope } from "./scope.js";

interface PlanFacts {
  readonly id: string;
  readonly now: number;
  readonly action: BoundWriting;
  readonly connection: string;
  readonly generation: Generation;
  readonly tenant: TenantAddress;
  readonly targets: readonly BoundTarget[];
  readonly view: View;
  readonly history: PlanHistory;
  readonly scope: ScopeFacts;
  readonly rights: RightFindings;
  readonly verdict: GuardVerdict;
}

/** What running the action would do, from what the tenant holds now. Pure. */
export function makePlan(facts: PlanFacts & { readonly reason: string }): Plan {
  const { targets, view, reason, action } = facts;
  const items = targets.map((target): PlanItem => {
    const isAlreadySo = view.isDone(target);
    const before = view.found(target);
    return {
      input: target.input,
      sentence: target.sentence,
      calls: isAlreadySo ? [] : view.calls(target, reason),
      before,
      isAlreadySo,
      warnings: [
        ...warnOfScope(target.reach, facts.scope),
        ...target.warnings,
        ...view.consider(target).warnings,
        ...conflictsOf(before),
        ...(before === null ? [target.blindSpot] : []),
      ],
    };
  });
  const [first] = targets;
  return {
    ...planBase(facts, items),
    sentence: sentenceOf(items, action.name),
    undo: first?.undo ?? { isPossible: false, sentence: "There is nothing to do." },
    undoes: null,
  };
}

/** What undoing a run would do: the state before, as far as the run changed it. Pure. */
export function makeUndoPlan(
  facts: PlanFacts & { readonly run: Run; readonly undone: readonly RunItem[] },
): Plan {
  const { targets, view, run, undone } = facts;
  const items = targets.map((target, index): PlanItem => {
    const { before = null, after = null } = undone[index] ?? {};
    const calls = view.undoCalls(target, { before, after });
    return {
      input: target.input,
      sentence: `Takes back: ${target.sentence}`,
      calls,
      before: view.found(target, before),
      isAlreadySo: calls.length === 0,
      warnings: before === null ? ["What stood there before is not known: it can't be put back."] : [],
    };
  });
  return {
    ...planBase(facts, items),
    sentence: items.length === 1 ? (items[0]?.sentence ?? "") : `Takes back: ${run.plan.sentence}`,
    undo: { isPossible: false, sentence: "An undo is taken back by running the action again." },
    undoes: run.id,
  };
}

/** Whether what a run did is gone again, and what it removed is back. */
export function isTakenBack(
  undone: Pick<RunItem, "before" | "after">,
  view: View,
  target: BoundTarget,
): boolean {
  const found = view.found(target, undone.before);
  if (found === null) return false;
  const { made, removed } = compareObjects(undone.before ?? [], undone.after ?? []);
  return (
    made.every((object) => !contains(found, object)) && removed.every((object) => contains(found, object))
  );
}

function planBase(facts: PlanFacts, items: readonly PlanItem[]) {
  const { id, now, action, connection, generation, tenant, history, verdict } = facts;
  const [write] = action.operations(generation).writes;
  const known = write === undefined ? null : operation(write);
  return {
    id,
    action: action.name,
    connection,
    generation,
    tenant,
    items,
    isAlreadySo: items.every(({ isAlreadySo }) => isAlreadySo),
    warnings: verdict.warnings,
    history,
    permission: known?.permission ?? null,
    rights: operationsOf(items).map((name) => {
      const right = judgeRight(name, facts.rights);
      return generation === "2.0" ? right : { ...right, products: [] };
    }),
    products: generation === "2.0" ? (known?.products ?? []) : [],
    needsApproval: verdict.needsApproval,
    barredBy: verdict.barredBy,
    createdAt: now,
  };
}

function operationsOf(items: readonly PlanItem[]): OperationName[] {
  return [...new Set(items.flatMap(({ calls }) => calls.map((call) => call.operation)))];
}

function sentenceOf(items: readonly PlanItem[], action: string): string {
  const [first] = items;
  if (items.length === 1 && first !== undefined) return first.sentence;
  const left = items.filter(({ isAlreadySo }) => !isAlreadySo).length;
  return `Runs ${action} for ${String(items.length)} targets, ${String(left)} of which are not so yet.`;
}

function conflictsOf(before: PlanItem["before"]): string[] {
  return (before ?? [])
    .filter(({ bearing }) => bearing === "opposite")
    .map(({ meaning }) => `The tenant ${meaning} now: this entry gives way.`);
}
