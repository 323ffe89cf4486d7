import { type DetailValue, name, text } from "../declared/detail.js";
import { parseDetail, readDetail, show } from "../declared/read-detail.js";
import { isObject } from "../wire/decode.js";
import { type GuessName, guessTable } from "./table/index.js";
import { type GuessedValues, hasGuessedValues } from "./values.js";
import { type GuessedCode, type GuessedNames, hasGuessedNames, isGuessedCode } from "./words.js";

/** What the tenant takes the unknown for. */
export type Guesses = { readonly [Name in GuessName]: DetailValue<(typeof guessTable)[Name]["detail"]> } & {
  /** Other words for error codes that are guessed. */
  readonly codes: { readonly [Code in GuessedCode]?: string };
  /** Other names of fields, by the operation whose names are guessed. */
  readonly names: { readonly [Operation in GuessedNames]?: Readonly<Record<string, string>> };
  /** Other values of fields, by operation and field: what is answered now, and what shall be. */
  readonly values: {
    readonly [Operation in GuessedValues]?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
};

const wireWord = name("a word of the wire");
const codeText = text("an error code; some of the vendor's are sentences");

/** The guesses, with what we take for likeliest where nothing else is given. Throws a TypeError for what is none. */
export function readGuesses(given: Partial<Guesses> = {}): Guesses {
  const read: Record<string, unknown> = {
    codes: readCodes(given.codes),
    names: readNames(given.names),
    values: readValues(given.values),
  };
  for (const [name, { usual }] of Object.entries(guessTable)) read[name] = usual;
  for (const [name, value] of Object.entries(given)) {
    if (name === "codes" || name === "names" || name === "values" || value === undefined) continue;
    if (!isGuessName(name))
      throw new TypeError(
        `There is no guess ${name}: there are ${Object.keys(guessTable).join(", ")}, codes, names, values`,
      );
    read[name] = readDetail(value, { name: `The guess ${name}`, detail: guessTable[name].detail });
  }
  // Each has been read by the declaration that the type is made from.
  return read as unknown as Guesses;
}

/**
 * Reads `ipRefusedStatus=401`, `codes.err_held_message_not_found=err_gone`, `names.threats.events.list.subject=title` or
 * `values.gateway.get-rejections.type=1:7`.
 */
export function parseGuess(text: string): Partial<Guesses> {
  const end = text.indexOf("=");
  if (end < 1) throw new TypeError(`"${text}" should be the name of a guess, = and a value`);
  const [name, value] = [text.slice(0, end), text.slice(end + 1)];
  const guesses = joinGuesses({}, readTyped(name, value));
  readGuesses(guesses);
  return guesses;
}

/** Both, where they speak of different words too; the second wins. */
export function joinGuesses(known: Partial<Guesses>, more: Partial<Guesses>): Partial<Guesses> {
  const codes = { ...known.codes, ...more.codes };
  const names: Record<string, Readonly<Record<string, string>>> = { ...known.names };
  for (const [operation, words] of Object.entries(more.names ?? {}))
    names[operation] = { ...names[operation], ...words };
  return { ...known, ...more, codes, names, values: joinValues(known.values, more.values) };
}

function joinValues(known: Partial<Guesses>["values"] = {}, more: Partial<Guesses>["values"] = {}) {
  const values: Record<string, Record<string, Readonly<Record<string, string>>>> = {};
  for (const each of [known, more])
    for (const [operation, fields] of Object.entries(each))
      for (const [field, words] of Object.entries(fields))
        values[operation] = {
          ...values[operation],
          [field]: { ...values[operation]?.[field], ...words },
        };
  return values;
}

function readTyped(name: string, value: string): Partial<Guesses> {
  if (name.startsWith("codes.")) return { codes: { [name.slice("codes.".length)]: value } };
  const [, owner, member] = /^values\.(.+)\.([^.]+)$/.exec(name) ?? [];
  if (owner !== undefined && member !== undefined) {
    const [, from = value, to = ""] = /^(.+?):(.*)$/.exec(value) ?? [];
    return { values: { [owner]: { [member]: { [from]: to } } } };
  }
  const [, operation, field] = /^names\.(.+)\.([^.]+)$/.exec(name) ?? [];
  if (operation !== undefined && field !== undefined) return { names: { [operation]: { [field]: value } } };
  return { [name]: isGuessName(name) ? parseDetail(value, guessTable[name].detail) : value };
}

/** Each as `--guess` takes it, by what it is about. */
export function writeGuesses({
  codes = {},
  names = {},
  values = {},
  ...plain
}: Partial<Guesses>): ReadonlyMap<string, string> {
  const typed = new Map<string, string>();
  for (const [name, value] of Object.entries(plain))
    if (value !== undefined) typed.set(name, `${name}=${value}`);
  for (const [code, word] of Object.entries(codes)) typed.set(`codes.${code}`, `codes.${code}=${word}`);
  for (const [operation, fields] of Object.entries(names))
    for (const [field, word] of Object.entries(fields ?? {})) {
      const name = `names.${operation}.${field}`;
      typed.set(name, `${name}=${word}`);
    }
  for (const [operation, fields] of Object.entries(values))
    for (const [field, words] of Object.entries(fields ?? {}))
      for (const [from, to] of Object.entries(words)) {
        const name = `values.${operation}.${field}=${from}`;
        typed.set(name, `${name}:${to}`);
      }
  return typed;
}

function isGuessName(name: string): name is GuessName {
  return Object.hasOwn(guessTable, name);
}

function readCodes(codes: unknown): Readonly<Record<string, unknown>> {
  return mapWords(codes, (code, value) => {
    if (!isGuessedCode(code)) throw new TypeError(`The code ${code} is none of the guessed ones`);
    return readDetail(value, { name: `The code for ${code}`, detail: codeText });
  });
}

function readNames(names: unknown): Readonly<Record<string, unknown>> {
  return mapWords(names, (operation, fields) => {
    if (!hasGuessedNames(operation))
      throw new TypeError(`The names of ${operation} are not guessed, or it is unknown`);
    return mapWords(fields, (field, value) =>
      readDetail(value, { name: `The name for ${field} of ${operation}`, detail: wireWord }),
    );
  });
}

function readValues(values: unknown): Readonly<Record<string, unknown>> {
  return mapWords(values, (operation, fields) => {
    if (!hasGuessedValues(operation))
      throw new TypeError(`The values of ${operation} are not guessed, or it is unknown`);
    return mapWords(fields, (field, words) =>
      mapWords(words, (from, to) => {
        if (typeof to === "string" && to !== "" && to.length <= 200) return to;
        throw new TypeError(
          `The value for ${from} of ${field} of ${operation} must be a text, not ${show(to)}`,
        );
      }),
    );
  });
}

function mapWords(
  value: unknown,
  read: (key: string, value: unknown) => unknown,
): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  if (!isObject(value)) throw new TypeError(`Words to replace are an object, not ${show(value)}`);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, read(key, inner)]));
}
