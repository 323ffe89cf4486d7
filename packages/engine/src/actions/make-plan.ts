import { isDeepStrictEqual } from "node:util";
import { type Generation, operation } from "@postern/mimecast";
import type { BoundAction, BoundTarget } from "./bind.js";
import type { Plan, PlanHistory, PlannedCall, TenantObject } from "./plan.js";

interface PlanFacts {
  readonly action: BoundAction;
  readonly target: BoundTarget;
  readonly connection: string;
  readonly generation: Generation;
  readonly found: readonly TenantObject[];
  readonly history: PlanHistory;
}

/** What running the action would do, from what the tenant holds now. Pure. */
export function makePlan(facts: PlanFacts & { reason: string }): Plan {
  const { action, target, found, reason } = facts;
  const isAlreadySo = found.some(({ bearing }) => bearing === "same");
  const opposites = found.filter(({ bearing }) => bearing === "opposite");
  const calls: PlannedCall[] = isAlreadySo
    ? []
    : [
        ...opposites.map((object) =>
          removal(action, object, `remove what stands in the way: ${object.meaning}`),
        ),
        { operation: action.operations.create, purpose: target.sentence, item: target.createItem(reason) },
      ];
  const conflicts = opposites.map(
    ({ meaning }) => `The tenant ${meaning} now: this entry gives way to the block.`,
  );
  return {
    ...planBase(facts),
    calls,
    isAlreadySo,
    sentence: target.sentence,
    warnings: [...target.warnings, ...conflicts],
    undo: { isPossible: true, sentence: target.undoSentence },
  };
}

/** What undoing a run would do: remove what the run made, and put back what it removed. Pure. */
export function makeUndoPlan(
  facts: PlanFacts & { run: { before: readonly TenantObject[]; after: readonly TenantObject[] } },
): Plan {
  const { action, target, found, run } = facts;
  const { made, removed } = compareObjects(run.before, run.after);
  const present = found.filter((object) => contains(made, object));
  const missing = removed.filter((object) => !contains(found, object));
  const calls = [
    ...present.map((object) => removal(action, object, `take away what ${object.meaning}`)),
    ...missing.map((object) => ({
      operation: action.operations.create,
      purpose: `put back what stood there before: ${object.meaning}`,
      item: action.restoreItem(object),
    })),
  ];
  return {
    ...planBase(facts),
    calls,
    isAlreadySo: calls.length === 0,
    sentence: `Takes back: ${target.sentence}`,
    warnings: [],
    undo: { isPossible: false, sentence: "An undo is taken back by running the action again." },
  };
}

function planBase({ action, target, connection, generation, found, history }: PlanFacts) {
  const { permission, products } = operation(action.operations.create);
  return {
    action: action.name,
    connection,
    generation,
    input: target.input,
    before: found,
    history,
    permission,
    products: generation === "2.0" ? products : [],
  };
}

function removal(action: BoundAction, object: TenantObject, purpose: string): PlannedCall {
  return { operation: action.operations.remove, purpose, item: action.removeItem(object) };
}

/** The same object by its meaning: the vendor's ids change between reads. */
export function contains(objects: readonly TenantObject[], object: TenantObject): boolean {
  return objects.some(({ item }) => isDeepStrictEqual(item, object.item));
}

/** What came and what went between two readings of the tenant. */
export function compareObjects(
  before: readonly TenantObject[],
  after: readonly TenantObject[],
): { made: readonly TenantObject[]; removed: readonly TenantObject[] } {
  return {
    made: after.filter((object) => !contains(before, object)),
    removed: before.filter((object) => !contains(after, object)),
  };
}
