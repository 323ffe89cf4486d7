import type { ConsoleChange } from "../../logs/console-changes.js";

export type Fields = Readonly<Record<string, unknown>>;

/** A kind of the console's objects, as the administration API lists, makes, changes and deletes them. */
export interface Resource {
  /** Below `/_emulator/`. */
  readonly name: string;
  /** Every field that `create` and `change` know; any other is refused. */
  readonly fields: readonly string[];
  readonly list: () => readonly unknown[];
  /** `actor`: the address of whoever does it. */
  readonly create?: (fields: Fields, actor: string) => unknown;
  readonly change?: (id: string, fields: Fields, actor: string) => unknown;
  readonly remove?: (id: string, actor: string) => void;
}

/** One of which the audit log tells by what is otherwise afterwards. */
export interface AdministrationResource extends Resource {
  /** The field that tells one object from another. */
  readonly idField: string;
  /** What an object of it is in the audit log. */
  readonly kind: ConsoleChange;
}

export function oneOf<T extends string>(value: unknown, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new TypeError(`One of ${choices.join(", ")} is needed`);
  return found;
}
