import { maxRecordBytes } from "../collector/held-bytes.js";
import type { Line } from "../collector/lines.js";
import { isKeyValueLine, readKeyValueLine } from "../collector/open-siem-file.js";
import { parseJson } from "../feeds/values/json.js";
import { createJsonFollower } from "./json-text.js";
import type { Problem } from "./problem.js";

/** A JSON document over several lines is held up to this size; a longer one has to come a record a line. */
export const maxDocumentCharacters = 64 * 1024 * 1024;

/** A JSON value of the input, or why there is none. */
export type ReadValue =
  | { readonly ok: true; readonly line: number; readonly value: unknown; readonly text: string | null }
  | { readonly ok: false; readonly problem: Problem };

export interface ValueReader {
  /** The values a line completes: mostly its own. */
  push(line: Line): readonly ReadValue[];
  /** What is left when there are no more lines. */
  end(): readonly ReadValue[];
}

interface Held {
  readonly lines: Line[];
  readonly follower: ReturnType<typeof createJsonFollower>;
  characters: number;
}

const nothing: readonly ReadValue[] = [];

/**
 * Makes values of lines: a JSON value a line, JSON documents over several lines, `key=value|…` lines of API 1.0. Every
 * line that is not blank comes to a value or a problem.
 */
export function createValueReader(): ValueReader {
  let held: Held | null = null;

  const begin = (line: Line): readonly ReadValue[] => {
    const follower = createJsonFollower();
    if (!/^\s*[[{]/.test(line.text) || follower.add(line.text) !== "open") return [readLine(line)];
    held = { lines: [line], follower, characters: line.text.length };
    return nothing;
  };
  const giveUp = (): ReadValue[] => {
    const lines = held?.lines ?? [];
    held = null;
    return lines.map(readLine);
  };
  const goOn = (line: Line, { lines, follower, characters }: Held): readonly ReadValue[] => {
    const state = line.isCut ? "broken" : follower.add(line.text);
    if (state === "broken") return [...giveUp(), ...push(line)];
    lines.push(line);
    const total = characters + line.text.length;
    if (total > maxDocumentCharacters) return giveUp();
    held = { lines, follower, characters: total };
    if (state === "open") return nothing;
    held = null;
    return [readDocument(lines)];
  };
  const push = (line: Line): readonly ReadValue[] => {
    if (held !== null) return goOn(line, held);
    if (line.isCut) return [tooLong(line)];
    const value = parseJson(line.text);
    if (value.ok) return [{ ok: true, line: line.number, value: value.value, text: line.text }];
    return isKeyValueLine(line.text) ? readKeyValues(line) : begin(line);
  };
  return {
    push,
    end() {
      const values = giveUp();
      const first = values[0];
      // None of its lines says anything alone: it is one document that was cut off, and one problem.
      if (first === undefined || first.ok || values.length === 1 || values.some(({ ok }) => ok))
        return values;
      const message = `A JSON document begins here and ends ${values.length} lines later, before it is complete.`;
      return [{ ok: false, problem: { ...first.problem, message } }];
    },
  };
}

function readLine(line: Line): ReadValue {
  if (line.isCut) return tooLong(line);
  const parsed = parseJson(line.text);
  if (parsed.ok) return { ok: true, line: line.number, value: parsed.value, text: line.text };
  const looksLikeTable = /^[^{[]*,[^{[]*,/.test(line.text);
  const hint = looksLikeTable ? " A table (CSV) has to be made JSON first." : "";
  return broken(line.number, `The line is not JSON (${shorten(parsed.problem)}).${hint}`);
}

/** Lines of this form may end with `\r` alone. */
function readKeyValues(line: Line): readonly ReadValue[] {
  return line.text
    .split("\r")
    .filter((text) => text.trim() !== "")
    .map((text) => ({ ok: true, line: line.number, value: readKeyValueLine(text), text: null }));
}

function readDocument(lines: readonly Line[]): ReadValue {
  const number = lines[0]?.number ?? 0;
  const parsed = parseJson(lines.map(({ text }) => text).join("\n"));
  if (parsed.ok) return { ok: true, line: number, value: parsed.value, text: null };
  return broken(number, `The document that begins here is not JSON (${shorten(parsed.problem)}).`);
}

/** What the parser says, without what the message says already. */
function shorten(problem: string): string {
  return problem.replace(/ is not valid JSON$/, "");
}

function broken(line: number, message: string): ReadValue {
  return { ok: false, problem: { code: "broken-record", message, line } };
}

function tooLong(line: Line): ReadValue {
  const message = `The line is longer than ${maxRecordBytes / 1024 / 1024} MiB.`;
  return { ok: false, problem: { code: "record-too-large", message, line: line.number } };
}
