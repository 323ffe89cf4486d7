import type { Field } from "./field.js";
import { emptyMeaning, type Meaning, type TermName, terms } from "./terms.js";
import { readers, unreadable } from "./value-types.js";

/** Reads a record into our terms. */
export type MeaningReader = (record: Readonly<Record<string, unknown>>) => Meaning;

type Values = { -readonly [Name in TermName]: unknown };

interface Telling {
  readonly term: TermName;
  readonly read: (value: unknown) => unknown;
  /** Place among the fields that tell this term; null when it is the only one. */
  readonly contest: { readonly slot: number; readonly rank: number } | null;
}

interface CompiledField {
  readonly tells: readonly Telling[];
  readonly read: (value: unknown) => unknown;
  /** How a value stands below `rest`. */
  readonly write: (value: unknown) => unknown;
  readonly keep: boolean;
  /** Place below `rest`. */
  readonly path: readonly string[];
}

/** The keys of one object: fields, and objects that hold fields. */
interface Level {
  readonly fields: ReadonlyMap<string, CompiledField>;
  readonly below: ReadonlyMap<string, Level>;
  readonly path: readonly string[];
}

/**
 * A value that can't be read as its field's type is kept as text: under its own name if only such values stand there,
 * else below this one, so that no name ever holds values of two types.
 */
const unreadableKey = "unread";

/** Compiles a feed's table of fields. The reader never throws and loses nothing but what is empty. */
export function compileMeaning(table: readonly Field[]): MeaningReader {
  const contests = findContests(table);
  const level = compileLevel(table, { contests, prefix: "", path: [] });
  const slots = contests.size;
  return (record) => {
    const meaning = emptyMeaning();
    readLevel(record, { level, meaning, tellers: new Array<Teller | undefined>(slots) });
    return meaning;
  };
}

/** Terms that more than one field tells, with the fields' names in order. */
function findContests(table: readonly Field[]): Map<TermName, { slot: number; names: string[] }> {
  const names = new Map<TermName, string[]>();
  for (const { name, tells } of table) {
    for (const term of tells) names.set(term, [...(names.get(term) ?? []), name]);
  }
  const contested = [...names].filter(([, telling]) => telling.length > 1);
  return new Map(contested.map(([term, telling], slot) => [term, { slot, names: telling }]));
}

function compileLevel(
  table: readonly Field[],
  place: {
    readonly contests: ReturnType<typeof findContests>;
    readonly prefix: string;
    readonly path: readonly string[];
  },
): Level {
  const { contests, prefix, path } = place;
  const fields = new Map<string, CompiledField>();
  const inner = new Map<string, Field[]>();
  for (const field of table) {
    const name = field.name.slice(prefix.length);
    const dot = name.indexOf(".");
    if (dot === -1) fields.set(name, compileField(field, contests));
    else inner.set(name.slice(0, dot), [...(inner.get(name.slice(0, dot)) ?? []), field]);
  }
  const below = new Map<string, Level>();
  for (const [key, held] of inner) {
    below.set(key, compileLevel(held, { contests, prefix: `${prefix}${key}.`, path: [...path, key] }));
  }
  return { fields, below, path };
}

function compileField(field: Field, contests: ReturnType<typeof findContests>): CompiledField {
  return {
    read: readers[field.type],
    // Whoever reads the document doesn't know which numbers are times.
    write: field.type === "time" ? (time) => new Date(Number(time)).toISOString() : (value) => value,
    keep: field.keep,
    path: field.as.split("."),
    tells: field.tells.map((term) => {
      const contest = contests.get(term);
      const rank = contest?.names.indexOf(field.name) ?? -1;
      return {
        term,
        read: readers[terms[term].type],
        contest: contest === undefined ? null : { slot: contest.slot, rank },
      };
    }),
  };
}

interface Reading {
  readonly level: Level;
  readonly meaning: Meaning;
  /** Which field told each contested term so far. */
  readonly tellers: (Teller | undefined)[];
}

interface Teller {
  readonly rank: number;
  readonly field: CompiledField;
  readonly value: unknown;
}

function readLevel(record: object, reading: Reading): void {
  const { level, meaning } = reading;
  for (const key in record) {
    const value: unknown = Reflect.get(record, key);
    if (value === null || value === undefined || value === "") continue;
    const field = level.fields.get(key);
    if (field !== undefined) readField(value, { ...reading, field });
    else {
      const below = level.below.get(key);
      if (below === undefined) put(meaning.rest, { path: [...level.path, key], value });
      else if (typeof value === "object" && !Array.isArray(value))
        readLevel(value, { ...reading, level: below });
      else put(meaning.rest, { path: [unreadableKey, ...level.path, key], value: asText(value) });
    }
  }
}

function readField(value: unknown, reading: Reading & { field: CompiledField }): void {
  const { field, meaning, tellers } = reading;
  const values: Values = meaning;
  let isTold = false;
  for (const { term, read, contest } of field.tells) {
    const told = read(value);
    if (told === null) return;
    if (told === unreadable) continue;
    isTold = true;
    if (contest === null) {
      values[term] = told;
      continue;
    }
    const before = tellers[contest.slot];
    if (before !== undefined && !isSame(values[term], told)) {
      // What the lesser field says stays in sight under its own name.
      if (before.rank < contest.rank) isTold = false;
      else keep(before.value, { field: before.field, meaning });
    }
    if (before === undefined || contest.rank < before.rank) {
      values[term] = told;
      tellers[contest.slot] = { rank: contest.rank, field, value };
    }
  }
  if (!isTold || field.keep) keep(value, { field, meaning });
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (Array.isArray(one) && JSON.stringify(one) === JSON.stringify(other));
}

function keep(value: unknown, { field, meaning }: { field: CompiledField; meaning: Meaning }): void {
  const kept = field.read(value);
  if (kept === unreadable) {
    const path = field.keep ? [unreadableKey, ...field.path] : field.path;
    put(meaning.rest, { path, value: asText(value) });
  } else if (kept !== null) put(meaning.rest, { path: field.path, value: field.write(kept) });
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
}

/** Sets a value below an object, making the objects on the way; a key such as `__proto__` is a key like any other. */
export function put(
  target: Record<string, unknown>,
  { path, value }: { readonly path: readonly string[]; readonly value: unknown },
): void {
  let place = target;
  const last = path.length - 1;
  for (let index = 0; index < last; index += 1) {
    const key = path[index] ?? "";
    const held = Object.hasOwn(place, key) ? place[key] : undefined;
    if (isPlainObject(held)) place = held;
    else {
      const made: Record<string, unknown> = {};
      define(place, key, made);
      place = made;
    }
  }
  define(place, path[last] ?? "", value);
}

function define(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
