import { isObject } from "../wire/decode.js";
import { ScenarioError } from "./scenario.js";

/** Reads a value; `path` is its place in the document: `timeline[2].at`. */
export type Reader<Value> = (value: unknown, path: string) => Value;

/** What a record's fields give; those that may be absent are absent then. */
type Fields<Readers> = {
  [Name in keyof Readers]?: Readers[Name] extends Reader<infer Value> ? Value : never;
};

export function refuse(path: string, problem: string): never {
  throw new ScenarioError(`${path === "" ? "the document" : path} ${problem}`);
}

export const text: Reader<string> = (value, path) =>
  typeof value === "string" && value !== "" ? value : refuse(path, "must be a text");

export function whole(least: number, most: number): Reader<number> {
  return (value, path) =>
    typeof value === "number" && Number.isInteger(value) && value >= least && value <= most
      ? value
      : refuse(path, `must be a whole number from ${least} to ${most}`);
}

export function oneOf<const Word extends string>(words: readonly Word[]): Reader<Word> {
  return (value, path) =>
    words.find((word) => word === value) ?? refuse(path, `must be one of ${words.join(", ")}`);
}

export const flag: Reader<boolean> = (value, path) =>
  typeof value === "boolean" ? value : refuse(path, "must be true or false");

export const part: Reader<number> = (value, path) =>
  typeof value === "number" && value >= 0 && value <= 1 ? value : refuse(path, "must be from 0 to 1");

export function listOf<Value>(read: Reader<Value>, most: number): Reader<Value[]> {
  return (value, path) => {
    if (!Array.isArray(value)) return refuse(path, "must be a list");
    if (value.length > most) return refuse(path, `has ${value.length} entries; ${most} are the most`);
    return value.map((item, index) => read(item, `${path}[${index}]`));
  };
}

export function record<Readers extends Readonly<Record<string, Reader<unknown>>>>(
  readers: Readers,
): Reader<Fields<Readers>> {
  return (value, path) => {
    if (!isObject(value)) return refuse(path, "must be an object");
    const inner = (name: string) => (path === "" ? name : `${path}.${name}`);
    const read: Record<string, unknown> = {};
    for (const [name, item] of Object.entries(value)) {
      const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
      if (reader === undefined)
        return refuse(inner(name), `is not known here; known are ${Object.keys(readers).join(", ")}`);
      read[name] = reader(item, inner(name));
    }
    return read as Fields<Readers>;
  };
}

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
/** No happening is further away. */
const longestMs = 60 * units.d;

/** `-2h`, `90s`, `1d 4h 30m`, or a number of milliseconds, in milliseconds. */
export const span: Reader<number> = (value, path) => {
  if (typeof value === "number" && Math.abs(value) <= longestMs) return value;
  const bad = () => refuse(path, `must be a time from the start such as "-2h", "90s" or "1d 4h 30m"`);
  if (typeof value !== "string") return bad();
  const [, sign, rest = ""] = /^([-+]?)\s*((?:\d{1,6}[smhd]\s*)+)$/.exec(value.trim()) ?? [];
  if (rest === "") return bad();
  let total = 0;
  for (const [, count, unit] of rest.matchAll(/(\d+)([smhd])/g))
    total += Number(count) * units[unit as keyof typeof units];
  if (total > longestMs) return refuse(path, "must be within 60 days of the start");
  return sign === "-" ? -total : total;
};
