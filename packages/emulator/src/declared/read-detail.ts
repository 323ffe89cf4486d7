import { parseJson } from "../wire/decode.js";
import type { Detail } from "./detail.js";

/** The words of a command line as the values JSON would have; what is neither stays a text, and is refused as one. */
export function parseDetail(text: string, { is }: Detail): unknown {
  if (is === "word" || is === "time" || is === "name" || is === "text") return text;
  const value = parseJson(text);
  return value === undefined ? text : value;
}

/** The value, if it is one. Throws a TypeError that says what it may be. */
export function readDetail(
  value: unknown,
  field: { readonly name: string; readonly detail: Detail },
): unknown {
  const { name, detail } = field;
  switch (detail.is) {
    case "word":
      if (typeof value === "string" && detail.words.includes(value)) return value;
      throw new TypeError(`${name} must be one of ${listSome(detail.words)}, not ${show(value)}`);
    case "flag":
      if (typeof value === "boolean") return value;
      throw new TypeError(`${name} must be true or false, not ${show(value)}`);
    case "time":
      return readTime(name, value);
    case "name":
      if (typeof value === "string" && /^[\w.-]{1,100}$/.test(value)) return value;
      throw new TypeError(`${name} must be a word of letters, digits, _, - and ., not ${show(value)}`);
    case "text":
      if (typeof value === "string" && value.length <= 100 && /^[!-~]+( [!-~]+)*$/.test(value)) return value;
      throw new TypeError(
        `${name} must be one to a hundred letters, digits and signs of ASCII, with single blanks between words at most, not ${show(value)}`,
      );
    case "fraction":
      if (typeof value === "number" && value >= 0 && value <= 1) return value;
      throw new TypeError(`${name} must be a number from 0 to 1, not ${show(value)}`);
    case "number":
      return readNumber(value, { name, detail });
  }
}

function readNumber(
  value: unknown,
  field: { readonly name: string; readonly detail: Detail & { readonly is: "number" } },
): number {
  const { name, detail } = field;
  const { words, least, most = Number.MAX_SAFE_INTEGER } = detail;
  if (words !== undefined) {
    if (typeof value === "number" && words.includes(value)) return value;
    throw new TypeError(`${name} must be one of ${words.join(", ")}, not ${show(value)}`);
  }
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least && value <= most)
    return value;
  const bounds = [
    ...(least === -Infinity ? [] : [`at least ${least}`]),
    ...(detail.most === undefined ? [] : [`at most ${most}`]),
  ].join(" and ");
  throw new TypeError(
    `${name} must be a whole number${bounds === "" ? "" : `, ${bounds}`}, not ${show(value)}`,
  );
}

function readTime(name: string, value: unknown): number {
  const isIso =
    typeof value === "string" &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(value);
  const time = isIso ? Date.parse(value) : value;
  if (typeof time === "number" && Number.isFinite(time)) return time;
  throw new TypeError(`${name} must look like 2026-03-11T12:00:00Z, not ${show(value)}`);
}

function listSome(words: readonly string[]): string {
  return words.length <= 40 ? words.join(", ") : `the ${words.length} in the table, such as ${words[0]}`;
}

export function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
