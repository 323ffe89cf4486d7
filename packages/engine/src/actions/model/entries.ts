import type { OperationName } from "@postern/mimecast";
import type { Ground, UndoGround } from "./action.js";
import { compareObjects, contains } from "./objects.js";
import type { Item, PlannedCall, TenantObject } from "./plan.js";

/** Objects that are made and removed and never changed: entries of lists, policies, members. */
export interface ObjectForm<Reading = unknown> {
  readonly create: OperationName;
  readonly remove: OperationName;
  readonly removeItem: (object: TenantObject) => Item;
  /** What makes an object again as it stood before. */
  readonly restoreItem: (object: TenantObject, reading: Reading) => Item;
}

export interface EntryForm<Input extends Item, Reading = unknown> extends ObjectForm<Reading> {
  readonly describe: (input: Input) => string;
  readonly createItem: (input: Input, ground: Pick<Ground<Reading>, "reading" | "reason">) => Item;
}

/** Takes away what stands in the way, then makes the entry. */
export function callsOfEntry<Input extends Item, Reading>(
  form: EntryForm<Input, Reading>,
  input: Input,
  ground: Ground<Reading>,
): readonly PlannedCall[] {
  const { found } = ground;
  const removals = removeOpposites(form, found, "remove what stands in the way");
  if (found?.some(({ bearing }) => bearing === "same") === true) return removals;
  const item = form.createItem(input, ground);
  return [...removals, { operation: form.create, purpose: form.describe(input), item }];
}

/** The entry is there, and nothing that stands against it. */
export function isMade(found: readonly TenantObject[]): boolean {
  return found.some(({ bearing }) => bearing === "same") && isGone(found);
}

/** Takes away whatever there is: what stands against an absence is each entry. */
export function callsOfRemoval<Reading>(
  form: ObjectForm<Reading>,
  { found }: Pick<Ground<Reading>, "found">,
): readonly PlannedCall[] {
  return removeOpposites(form, found, "remove the entry");
}

export function isGone(found: readonly TenantObject[]): boolean {
  return found.every(({ bearing }) => bearing !== "opposite");
}

function removeOpposites<Reading>(
  form: ObjectForm<Reading>,
  found: readonly TenantObject[] | null,
  purpose: string,
): readonly PlannedCall[] {
  const opposites = (found ?? []).filter(({ bearing }) => bearing === "opposite");
  return opposites.map((object) => removal(form, object, `${purpose}: ${object.meaning}`));
}

/** Removes what the run made, and makes again what it removed: the state before, not the opposite call. */
export function undoOfEntry<Reading>(
  form: ObjectForm<Reading>,
  { before, after, found, reading }: UndoGround<Reading>,
): readonly PlannedCall[] {
  const { made, removed } = compareObjects(before ?? [], after ?? []);
  const now = found ?? [];
  const present = now.filter((object) => contains(made, object));
  const missing = removed.filter((object) => !contains(now, object));
  return [
    ...present.map((object) => removal(form, object, `take away what ${object.meaning}`)),
    ...missing.map((object) => ({
      operation: form.create,
      purpose: `put back what stood there before: ${object.meaning}`,
      item: form.restoreItem(object, reading),
    })),
  ];
}

function removal<Reading>(form: ObjectForm<Reading>, object: TenantObject, purpose: string): PlannedCall {
  return { operation: form.remove, purpose, item: form.removeItem(object) };
}
