import { type TermName, terms } from "./terms.js";
import type { ValueType } from "./value-types.js";

/** A field of the vendor's record: what it is called, what it holds, and what it means in our vocabulary. */
export interface Field {
  /** Its key; a dot leads into an object: `operator.emailAddress`. */
  readonly name: string;
  readonly type: ValueType;
  readonly meaning: string;
  /** The terms it tells. Of several fields that tell one term, the first in the table that has a value does. */
  readonly tells: readonly TermName[];
  /** It also stands under `mimecast.`, since its terms say less than it does. */
  readonly keep: boolean;
  /** Where it stands under `mimecast.` when it does; dots lead into objects. */
  readonly as: string;
}

interface FieldOptions {
  /** Whether it also stands under `mimecast.`. Default: only if no field of ECS holds any of its terms. */
  readonly keep?: boolean;
  /** Its place under `mimecast.`, where that is not the vendor's name. */
  readonly as?: string;
  /** What it is kept as, where that is not what its first term is. */
  readonly type?: ValueType;
}

/** A field that tells a term, or several. */
export function telling(
  name: string,
  tells: TermName | readonly [TermName, ...TermName[]],
  meaning?: string,
  options: FieldOptions = {},
): Field {
  const names = typeof tells === "string" ? ([tells] as const) : tells;
  const { type: told, meaning: usual } = terms[names[0]];
  const { keep = names.every((term) => terms[term].ecs === null), as = name } = options;
  const { type = asHeld[told] ?? told } = options;
  return { name, type, meaning: meaning ?? usual, tells: names, keep, as };
}

/** Where the term has a spelling of its own, the field keeps that of the vendor. */
const asHeld: { readonly [Type in ValueType]?: ValueType } = { action: "word", "trace-id": "text" };

/** A field that no term covers: it keeps the vendor's name. */
export function field(name: string, type: ValueType, meaning: string, options: FieldOptions = {}): Field {
  return { name, type, meaning, tells: [], keep: true, as: options.as ?? name };
}

/** One table of several: of the fields that have one name, the first counts. */
export function joinTables(...tables: readonly (readonly Field[])[]): readonly Field[] {
  const joined = new Map<string, Field>();
  for (const field of tables.flat()) if (!joined.has(field.name)) joined.set(field.name, field);
  return [...joined.values()];
}
