import type { OperationName } from "@postern/mimecast";
import type { Ground, UndoGround } from "./action.js";
import { compareObjects, contains } from "./objects.js";
import type { Item, PlannedCall, TenantObject } from "./plan.js";

/** Objects that are made and removed and never changed: entries of lists, policies, members. */
export interface EntryForm<Input extends Item> {
  readonly create: OperationName;
  readonly remove: OperationName;
  readonly describe: (input: Input) => string;
  readonly createItem: (input: Input, reason: string) => Item;
  readonly removeItem: (object: TenantObject) => Item;
  /** What makes an object again as it stood before. */
  readonly restoreItem: (object: TenantObject) => Item;
}

/** Takes away what stands in the way, then makes the entry. */
export function callsOfEntry<Input extends Item>(
  form: EntryForm<Input>,
  input: Input,
  { found, reason }: Pick<Ground<unknown>, "found" | "reason">,
): readonly PlannedCall[] {
  const opposites = (found ?? []).filter(({ bearing }) => bearing === "opposite");
  return [
    ...opposites.map((object) => removal(form, object, `remove what stands in the way: ${object.meaning}`)),
    { operation: form.create, purpose: form.describe(input), item: form.createItem(input, reason) },
  ];
}

/** Removes what the run made, and makes again what it removed: the state before, not the opposite call. */
export function undoOfEntry<Input extends Item>(
  form: EntryForm<Input>,
  { before, after, found }: UndoGround<unknown>,
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
      item: form.restoreItem(object),
    })),
  ];
}

function removal<Input extends Item>(
  form: EntryForm<Input>,
  object: TenantObject,
  purpose: string,
): PlannedCall {
  return { operation: form.remove, purpose, item: form.removeItem(object) };
}
