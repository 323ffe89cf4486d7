import { type Generation, type OperationName, operation } from "@postern/mimecast";
import type { ActionFamily } from "../model/action.js";
import type { BoundAction } from "../model/bind.js";
import type { Item } from "../model/plan.js";
import { actions, findAction } from "../registry.js";
import { type ActionField, checkInput, describeFields } from "./fields.js";

/** What an action declares, for people and programs. */
export interface ActionDescription {
  readonly name: string;
  readonly family: ActionFamily;
  readonly kind: "writing" | "reading";
  readonly sentence: string;
  readonly fields: readonly ActionField[];
  readonly generations: readonly {
    readonly generation: Generation;
    readonly reads: readonly OperationName[];
    readonly writes: readonly OperationName[];
    /** Null: the vendor names none. */
    readonly permission: string | null;
    readonly products: readonly string[];
    /** What exactly undo restores and leaves, or why there is none. Null: there is nothing to undo. */
    readonly undo: string | null;
  }[];
  /** Among the actions of a connection for which none were chosen. */
  readonly isUsual: boolean;
  /** Null: there is nothing to undo. */
  readonly canUndo: boolean | null;
  /** Shows what people wrote: each look is kept in the audit log. */
  readonly isPrivate: boolean;
  /** A look that goes on in time: each row is told as it comes. */
  readonly isLive: boolean;
  /** The look that follows to its end what the action begins. */
  readonly followedBy: string | null;
  /** What a table of the rows shows, by dotted path into the row. */
  readonly columns: readonly { readonly title: string; readonly path: string }[];
}

export function describeActions(): readonly ActionDescription[] {
  return actions.map(describe);
}

/** Throws `bad-usage` for a name that is no action. */
export function describeAction(name: string): ActionDescription {
  return describe(findAction(name));
}

/** What of an input does not fit an action; none where it does. Throws `bad-usage` for a name that is no action. */
export function checkActionInput(name: string, raw: Item): readonly string[] {
  const action = findAction(name);
  const problems = checkInput(action.input, raw);
  const refusal = problems.length === 0 && action.kind === "writing" ? action.refuse(raw) : null;
  return refusal === null ? problems : [refusal.replace(/\.$/, "")];
}

function describe(action: BoundAction): ActionDescription {
  const { name, family, kind, sentence, isUsual } = action;
  return {
    name,
    family,
    kind,
    sentence,
    isUsual,
    fields: describeFields(action.input),
    generations: action.generations.map((generation) => describeGeneration(action, generation)),
    canUndo: action.kind === "writing" ? action.canUndo : null,
    isPrivate: action.kind === "reading" && action.isPrivate,
    isLive: action.kind === "reading" && action.isLive,
    followedBy: action.kind === "writing" ? action.followedBy : null,
    columns: action.kind === "reading" ? action.columns : [],
  };
}

/** The first write counts, where there is one: its permission is the one that acting takes. */
function describeGeneration(action: BoundAction, generation: Generation) {
  const { reads, writes } = action.operations(generation);
  const [first] = [...writes, ...reads];
  const known = first === undefined ? null : operation(first);
  return {
    generation,
    reads,
    writes,
    permission: known?.permission ?? null,
    products: generation === "2.0" ? (known?.products ?? []) : [],
    undo: action.kind === "writing" ? action.undoSentence(generation) : null,
  };
}
