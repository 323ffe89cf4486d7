import { formatTime } from "../feeds/values/format-time.js";
import { type Field, joinTables } from "./field.js";
import { asText, bound, put } from "./rest.js";
import { emptyMeaning, type Meaning, type TermName, terms } from "./terms.js";
import { readers, unreadable, type ValueType } from "./value-types.js";

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
  /** Place below `rest`, and of what can't be read. */
  readonly path: readonly string[];
  readonly unreadPath: readonly string[];
}

/** The keys of one object: fields, objects that hold fields, and what is left out of the forms (null). */
interface Level {
  readonly fields: ReadonlyMap<string, CompiledField | null>;
  readonly below: ReadonlyMap<string, Level>;
  readonly path: readonly string[];
}

/** A record on its way through. One serves all records of a table: reading one is done before the next begins. */
interface Reading {
  meaning: Meaning;
  /** The field being read, and its value. */
  field: CompiledField | null;
  value: unknown;
  unknownKeys: number;
  /** What came after too many unknown keys. */
  others: Record<string, unknown> | null;
  /** Which field told each contested term so far, and from what value. */
  readonly tellers: (CompiledField | null)[];
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
  const reading = openReading(contests.size);
  return (record) => {
    const meaning = emptyMeaning();
    reading.meaning = meaning;
    reading.unknownKeys = 0;
    reading.tellers.fill(null);
    readLevel(record, level, reading);
    if (reading.others !== null) {
      putAsText(reading.others, { path: [unreadableKey, "others"], meaning });
      reading.others = null;
    }
    return meaning;
  };
}

function openReading(slots: number): Reading {
  return {
    meaning: emptyMeaning(),
    field: null,
    value: null,
    unknownKeys: 0,
    others: null,
    tellers: new Array<CompiledField | null>(slots).fill(null),
    ranks: new Array<number>(slots).fill(0),
    values: new Array<unknown>(slots).fill(null),
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
  const isHeard = telling.some(({ slot }) => slot === -1);
  const path = field.as.split(".");
  const isAlwaysText = textTypes.has(field.type) || !(field.keep || telling.some(({ slot }) => slot !== -1));
  return {
    first,
    others,
    isHeard,
    read: readers[field.type],
    isTime: field.type === "time",
    keep: field.keep,
    path,
    unreadPath: isAlwaysText ? path : [unreadableKey, ...path],
  };
}

/** What is read as one of these is text, or a list of texts, whether it can be read or not. */
const textTypes: ReadonlySet<ValueType> = new Set([
  "text",
  "word",
  "prose",
  "action",
  "trace-id",
  "address",
  "addresses",
  "ip",
  "url",
  "message-id",
  "texts",
  "names",
  "direction",
  "md5",
  "sha1",
  "sha256",
]);

function readLevel(record: Readonly<Record<string, unknown>>, level: Level, reading: Reading): void {
  const { fields } = level;
  for (const key in record) {
    const value = record[key];
    if (value === null || value === "" || value === undefined) continue;
    const field = fields.get(key);
    if (field === null) continue;
    reading.value = value;
    if (field === undefined) readUnknown(key, level, reading);
    else readField(field, reading);
  }
}

function readUnknown(key: string, level: Level, reading: Reading): void {
  const { value, meaning } = reading;
  const path = [...level.path, key];
  const below = level.below.get(key);
  if (below !== undefined) {
    if (isObject(value)) readLevel(value, below, reading);
    else putAsText(value, { path: [unreadableKey, ...path], meaning });
    return;
  }
  reading.unknownKeys += 1;
  if (reading.unknownKeys > maxUnknownKeys) {
    reading.others ??= {};
    put(reading.others, { path, value });
    return;
  }
  putBounded(value, { path, unreadPath: [unreadableKey, ...path], meaning });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readField(field: CompiledField, reading: Reading): void {
  const { value } = reading;
  const { first, others } = field;
  const own = field.read(value);
  reading.field = field;
  let isTold = false;
  if (first !== null) {
    const told = first.read === null ? own : first.read(value);
    if (told === null) return;
    if (told !== unreadable) isTold = tell(told, first, reading);
    for (const telling of others) {
      const other = telling.read === null ? own : telling.read(value);
      if (other !== unreadable && other !== null && tell(other, telling, reading)) isTold = true;
    }
  }
  if (!isTold || field.keep) keep(own, field, reading);
}

/** Whether the term now holds what this field says. */
function tell(told: unknown, telling: Telling, reading: Reading): boolean {
  if (telling.slot !== -1) return tellContested(told, telling, reading);
  const terms: Values = reading.meaning;
  terms[telling.term] = told;
  return true;
}

/** A field that counts less and says something else is kept under its own name, unless it is heard elsewhere. */
function tellContested(told: unknown, { term, slot, rank }: Telling, reading: Reading): boolean {
  const { tellers, ranks, values, field, value, meaning } = reading;
  const terms: Values = meaning;
  const before = tellers[slot] ?? null;
  if (before === null) {
    terms[term] = told;
    tellers[slot] = field;
    ranks[slot] = rank;
    values[slot] = value;
    return true;
  }
  const isFirst = rank < (ranks[slot] ?? 0);
  const isAgreed = isSame(terms[term], told);
  if (!isFirst) return isAgreed;
  const lost = values[slot];
  terms[term] = told;
  tellers[slot] = field;
  ranks[slot] = rank;
  values[slot] = value;
  if (isAgreed || before.isHeard || before.keep) return true;
  reading.value = lost;
  keep(before.read(lost), before, reading);
  reading.value = value;
  return true;
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (Array.isArray(one) && JSON.stringify(one) === JSON.stringify(other));
}

function keep(own: unknown, field: CompiledField, { value, meaning }: Reading): void {
  const { path, unreadPath } = field;
  if (own === null) return;
  if (own === unreadable) putAsText(value, { path: unreadPath, meaning });
  else if (field.isTime) {
    // Whoever reads the document doesn't know which numbers are times.
    put(meaning.rest, { path, value: formatTime(Number(own)) });
  } else if (typeof own === "object") putBounded(own, { path, unreadPath, meaning });
  else put(meaning.rest, { path, value: own });
}

interface Place {
  readonly path: readonly string[];
  readonly meaning: Meaning;
}

function putBounded(
  value: unknown,
  { path, unreadPath, meaning }: Place & { readonly unreadPath: readonly string[] },
): void {
  const bounded = bound(value);
  if (bounded === unreadable) putAsText(value, { path: unreadPath, meaning });
  else if (bounded !== undefined) put(meaning.rest, { path, value: bounded });
}

function putAsText(value: unknown, { path, meaning }: Place): void {
  put(meaning.rest, { path, value: asText(value) });
}
