import { type Field, joinTables } from "./field.js";
import { asText, bound, put } from "./rest.js";
import { emptyMeaning, type Meaning, type TermName, terms } from "./terms.js";
import { readers, unreadable } from "./value-types.js";

/** Reads a record into our terms. */
export type MeaningReader = (record: Readonly<Record<string, unknown>>) => Meaning;

type Values = { -readonly [Name in TermName]: unknown };
type Reader = (value: unknown) => unknown;

interface Telling {
  readonly term: TermName;
  /** Null where it is the field's own reader. */
  readonly read: Reader | null;
  /** Place of the term among those that several fields tell, and of the field among these; -1 where it is alone. */
  readonly slot: number;
  readonly rank: number;
}

interface CompiledField {
  readonly first: Telling | null;
  readonly others: readonly Telling[];
  /** It tells a term that no other field tells, and so is never left untold by one that counts more. */
  readonly isHeard: boolean;
  readonly read: Reader;
  readonly isTime: boolean;
  readonly keep: boolean;
  /** Place below `rest`. */
  readonly path: readonly string[];
}

/** The keys of one object: fields, objects that hold fields, and what is left out of the forms (null). */
interface Level {
  readonly fields: ReadonlyMap<string, CompiledField | null>;
  readonly below: ReadonlyMap<string, Level>;
  readonly path: readonly string[];
}

/** One record on its way through. */
interface State {
  readonly meaning: Meaning;
  readonly tellers: Tellers;
  unknownKeys: number;
  /** What came after too many unknown keys. */
  others: Record<string, unknown> | null;
}

/** Which field told each contested term so far, how much it counts, and from what value. */
interface Tellers {
  readonly fields: (CompiledField | null)[];
  readonly ranks: number[];
  readonly values: unknown[];
}

/**
 * A value that can't be read as its field's type is kept as text: under its own name if only such values stand there,
 * else below this one, so that no name ever holds values of two types.
 */
const unreadableKey = "unread";

const nothing: ReadonlySet<string> = new Set();

/** Names beyond this are kept together as one text: an index takes only so many. */
const maxUnknownKeys = 1000;

/**
 * Compiles a feed's table of fields. The reader never throws and loses nothing but what is empty or told to be left
 * out.
 */
export function compileMeaning(
  table: readonly Field[],
  leftOut: ReadonlySet<string> = nothing,
): MeaningReader {
  const fields = joinTables(table).filter(({ name }) => !leftOut.has(name));
  const contests = findContests(fields);
  const level = compileLevel(fields, { contests, leftOut, prefix: "", path: [] });
  const slots = contests.size;
  // Reading is done before anybody else can ask for it: one set of places serves all records.
  const tellers: Tellers = {
    fields: new Array<CompiledField | null>(slots).fill(null),
    ranks: new Array<number>(slots).fill(0),
    values: new Array<unknown>(slots).fill(null),
  };
  return (record) => {
    tellers.fields.fill(null);
    const meaning = emptyMeaning();
    const state: State = { meaning, tellers, unknownKeys: 0, others: null };
    readLevel(record, level, state);
    if (state.others !== null) keepAsText(state.others, { path: ["others"], meaning });
    return meaning;
  };
}

type Contests = ReadonlyMap<TermName, { readonly slot: number; readonly names: readonly string[] }>;

/** Terms that more than one field tells, with the fields' names in order. */
function findContests(table: readonly Field[]): Contests {
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
    readonly contests: Contests;
    readonly leftOut: ReadonlySet<string>;
    readonly prefix: string;
    readonly path: readonly string[];
  },
): Level {
  const { contests, leftOut, prefix, path } = place;
  const fields = new Map<string, CompiledField | null>();
  const inner = new Map<string, Field[]>();
  for (const name of leftOut) fields.set(name, null);
  for (const field of table) {
    const name = field.name.slice(prefix.length);
    const dot = name.indexOf(".");
    if (dot === -1) fields.set(name, compileField(field, contests));
    else inner.set(name.slice(0, dot), [...(inner.get(name.slice(0, dot)) ?? []), field]);
  }
  const below = new Map<string, Level>();
  for (const [key, held] of inner) {
    const place = { contests, leftOut: nothing, prefix: `${prefix}${key}.`, path: [...path, key] };
    below.set(key, compileLevel(held, place));
  }
  return { fields, below, path };
}

function compileField(field: Field, contests: Contests): CompiledField {
  const telling = field.tells.map((term) => {
    const { type } = terms[term];
    const contest = contests.get(term);
    return {
      term,
      read: type === field.type ? null : readers[type],
      slot: contest?.slot ?? -1,
      rank: contest?.names.indexOf(field.name) ?? -1,
    };
  });
  const [first = null, ...others] = telling;
  return {
    first,
    others,
    isHeard: telling.some(({ slot }) => slot === -1),
    read: readers[field.type],
    isTime: field.type === "time",
    keep: field.keep,
    path: field.as.split("."),
  };
}

function readLevel(record: Readonly<Record<string, unknown>>, level: Level, state: State): void {
  for (const key in record) {
    const value = record[key];
    if (value === null || value === undefined || value === "") continue;
    const field = level.fields.get(key);
    if (field === undefined) readUnknown(key, value, { level, state });
    else if (field !== null) readField(value, field, state);
  }
}

function readUnknown(
  key: string,
  value: unknown,
  { level, state }: { readonly level: Level; readonly state: State },
): void {
  const below = level.below.get(key);
  if (below !== undefined) {
    if (isObject(value)) readLevel(value, below, state);
    else keepAsText(value, { path: [...level.path, key], meaning: state.meaning });
    return;
  }
  state.unknownKeys += 1;
  if (state.unknownKeys > maxUnknownKeys) {
    state.others ??= {};
    put(state.others, { path: [...level.path, key], value });
    return;
  }
  keepNested(value, { path: [...level.path, key], meaning: state.meaning });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readField(value: unknown, field: CompiledField, state: State): void {
  const { first } = field;
  const own = field.read(value);
  let isTold = false;
  if (first !== null) {
    const told = first.read === null ? own : first.read(value);
    if (told === null) return;
    if (told !== unreadable) isTold = tell(told, first, { state, field, value });
    for (const telling of field.others) {
      const other = telling.read === null ? own : telling.read(value);
      if (other !== unreadable && other !== null) {
        isTold = tell(other, telling, { state, field, value }) || isTold;
      }
    }
  }
  if (!isTold || field.keep) keep(own, { value, field, meaning: state.meaning });
}

interface Told {
  readonly state: State;
  readonly field: CompiledField;
  readonly value: unknown;
}

/** Whether the term now holds what this field says. */
function tell(told: unknown, telling: Telling, from: Told): boolean {
  if (telling.slot !== -1) return tellContested(told, telling, from);
  const values: Values = from.state.meaning;
  values[telling.term] = told;
  return true;
}

/** A field that counts less and says something else is kept under its own name, unless it is heard elsewhere. */
function tellContested(told: unknown, { term, slot, rank }: Telling, { state, field, value }: Told): boolean {
  const values: Values = state.meaning;
  const { tellers } = state;
  const before = tellers.fields[slot] ?? null;
  const isFirst = before === null || rank < (tellers.ranks[slot] ?? 0);
  const lost = before === null || isSame(values[term], told) ? null : tellers.values[slot];
  if (isFirst) {
    values[term] = told;
    tellers.fields[slot] = field;
    tellers.ranks[slot] = rank;
    tellers.values[slot] = value;
  }
  if (before === null || lost === null) return true;
  if (isFirst && !before.isHeard && !before.keep) {
    keep(before.read(lost), { value: lost, field: before, meaning: state.meaning });
  }
  return isFirst;
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (Array.isArray(one) && JSON.stringify(one) === JSON.stringify(other));
}

interface Keeping {
  readonly value: unknown;
  readonly field: CompiledField;
  readonly meaning: Meaning;
}

function keep(own: unknown, { value, field, meaning }: Keeping): void {
  const { path } = field;
  if (own === unreadable) {
    if (field.keep) keepAsText(value, { path, meaning });
    else put(meaning.rest, { path, value: asText(value) });
  } else if (field.isTime) {
    // Whoever reads the document doesn't know which numbers are times.
    if (typeof own === "number") put(meaning.rest, { path, value: new Date(own).toISOString() });
  } else if (typeof own === "object") {
    if (own !== null) keepNested(own, { path, meaning });
  } else put(meaning.rest, { path, value: own });
}

interface Place {
  readonly path: readonly string[];
  readonly meaning: Meaning;
}

function keepNested(value: unknown, { path, meaning }: Place): void {
  const bounded = bound(value);
  if (bounded === unreadable) keepAsText(value, { path, meaning });
  else if (bounded !== undefined) put(meaning.rest, { path, value: bounded });
}

function keepAsText(value: unknown, { path, meaning }: Place): void {
  put(meaning.rest, { path: [unreadableKey, ...path], value: asText(value) });
}
