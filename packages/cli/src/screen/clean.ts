import { stripVTControlCharacters } from "node:util";

// Operating system commands, device control strings and their like: the terminal swallows them to their end.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const controlStrings = /(?:\x1b[P\]X^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)/gu;

// What is left of C0, DEL and C1: none of it is text.
const controlCharacters = /\p{Cc}/gu;

// Marks that turn the writing direction, characters without width that hide in names, tags, and half surrogates.
const deceptiveCharacters =
  /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

const lineBreaksAndTabs = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;

/**
 * Makes text of a tenant harmless on a terminal. Whatever somebody wrote into a subject, a name or a URL stays
 * one line of visible characters. Every line Postern prints for people goes through here.
 */
export function cleanText(text: string): string {
  return stripVTControlCharacters(text.replace(controlStrings, ""))
    .replace(lineBreaksAndTabs, " ")
    .replace(controlCharacters, "")
    .replace(deceptiveCharacters, "");
}

// JSON.stringify escapes C0 alone; some terminals also obey the rest. Escaped, the value stays the same.
const unescapedInJson = /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

export function toSafeJson(value: unknown): string {
  return escapeJson(JSON.stringify(value));
}

/** JSON text that says the same and is harmless on a terminal. */
export function escapeJson(text: string): string {
  return text.replace(
    unescapedInJson,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
