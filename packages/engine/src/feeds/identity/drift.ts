import { canonicalText, canonicalValue } from "./canonical.js";

/**
 * In which ways the spelling of a field changes while its value stays.
 * - `number`: as a number or as text.
 * - `boolean`: true, "true", "Yes".
 * - `word`: in any case.
 * - `message-id`: with or without angle brackets.
 * - `sender`: an empty envelope sender is written as "<>", too.
 * - `list`: as a list, or as one text with commas.
 * - `json`: as it is, as JSON text, or as JSON text of that text; an empty list says no more than none, nor does a
 *   member that is null or "".
 */
export type DriftKind = "number" | "boolean" | "word" | "message-id" | "sender" | "list" | "json";

/** How the records of a feed drift from one delivery to the next. A field that is null or "" counts as left out. */
export interface FeedDrift {
  /** Other spellings of keys, and the key they stand for. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly kinds: Readonly<Record<string, DriftKind>>;
}

/** Writes a value so that all its spellings have one text; "" for a value that is none. */
export type Normaliser = (value: unknown) => string;

export function isAbsent(value: unknown): boolean {
  return value === null || value === "" || value === undefined;
}

export const normalisers: Readonly<Record<DriftKind, Normaliser>> = {
  number: (value) => (typeof value === "string" ? writeNumber(value) : writeScalar(value)),
  boolean: (value) => (typeof value === "string" ? writeBoolean(value) : writeScalar(value)),
  word: (value) => (typeof value === "string" ? canonicalText(value.toLowerCase()) : canonicalValue(value)),
  "message-id": (value) => (typeof value === "string" ? writeMessageId(value) : canonicalValue(value)),
  sender: (value) => (value === "<>" ? "" : canonicalValue(value)),
  list: writeList,
  json: (value) => (typeof value === "string" ? writeJsonText(value) : writeJsonValue(value)),
};

/** Numbers and booleans as the text they mostly come as. */
function writeScalar(value: unknown): string {
  return typeof value === "number" || typeof value === "boolean"
    ? canonicalText(String(value))
    : canonicalValue(value);
}

/** What a number can be told from without losing digits. */
const plainDecimal = /^\s*[-+]?\d{1,15}(?:\.\d{1,6})?\s*$/;

function writeNumber(text: string): string {
  return canonicalText(plainDecimal.test(text) ? String(Number(text)) : text);
}

function writeBoolean(text: string): string {
  const word = text.toLowerCase();
  if (word === "true" || word === "yes") return canonicalText("true");
  if (word === "false" || word === "no") return canonicalText("false");
  return canonicalText(text);
}

const lessThan = "<".charCodeAt(0);
const greaterThan = ">".charCodeAt(0);

function writeMessageId(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) === lessThan) start += 1;
  while (end > start && text.charCodeAt(end - 1) === greaterThan) end -= 1;
  return start === end ? "" : canonicalText(text.slice(start, end));
}

function writeList(value: unknown): string {
  if (typeof value === "string" && !/[,;]/.test(value)) return canonicalText(value);
  const items = typeof value === "string" ? value.split(/[,;]/).map((item) => item.trim()) : value;
  if (!Array.isArray(items)) return canonicalValue(items);
  const present = items.filter((item) => !isAbsent(item));
  if (present.length === 0) return "";
  return present.length === 1 ? canonicalValue(present[0]) : canonicalValue(present);
}

function writeJsonValue(value: unknown): string {
  return isAbsent(value) || (Array.isArray(value) && value.length === 0)
    ? ""
    : canonicalValue(value, "left-out");
}

/** Such texts repeat a lot from mail to mail: parsing each of them would cost more than all the rest. */
const knownJson = new Map<string, string>();
const maxKnownJson = 500;
const maxKnownCharacters = 4096;

function writeJsonText(text: string): string {
  const known = knownJson.get(text);
  if (known !== undefined) return known;
  const written = parseAndWrite(text);
  if (text.length <= maxKnownCharacters) {
    if (knownJson.size >= maxKnownJson) knownJson.clear();
    knownJson.set(text, written);
  }
  return written;
}

function parseAndWrite(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? parseAndWrite(value) : writeJsonValue(value);
  } catch {
    // Text that is no JSON, or nested too deeply to be walked: it stands for itself.
    return isAbsent(text.trim()) ? "" : canonicalText(text);
  }
}
