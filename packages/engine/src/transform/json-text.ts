/** How far a text is JSON: not to its end yet, to its very end, or not at all. */
export type JsonState = "open" | "complete" | "broken";

/** Deeper nesting is no record's: such a text counts as broken. */
const maxOpenBrackets = 1000;

type Expected = "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma-or-end" | "nothing";

const space = /[ \t\r\n]*/y;
const scalar = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;

/**
 * Follows a JSON text line by line and tells as early as it can be told that it is none. So a document over many
 * lines is told from a line that was cut off, while a few lines are held and not the rest of the file.
 */
export function createJsonFollower(): { add(line: string): JsonState } {
  const open: ("{" | "[")[] = [];
  let expected: Expected = "value";

  const endValue = (): void => {
    expected = open.length === 0 ? "nothing" : "comma-or-end";
  };
  const takesValue = (): boolean => expected === "value" || expected === "value-or-end";
  const takesKey = (): boolean => expected === "key" || expected === "key-or-end";
  /** Where a closing bracket may stand: behind a value, or right behind its opening one. */
  const close = (bracket: "{" | "["): boolean => {
    const isEmpty = expected === (bracket === "{" ? "key-or-end" : "value-or-end");
    if (!isEmpty && expected !== "comma-or-end") return false;
    if (open.pop() !== bracket) return false;
    endValue();
    return true;
  };
  const begin = (bracket: "{" | "["): boolean => {
    if (!takesValue() || open.length === maxOpenBrackets) return false;
    open.push(bracket);
    expected = bracket === "{" ? "key-or-end" : "value-or-end";
    return true;
  };
  const takeString = (): boolean => {
    if (takesKey()) expected = "colon";
    else if (takesValue()) endValue();
    else return false;
    return true;
  };
  const takeMark = (mark: string): boolean => {
    switch (mark) {
      case "{":
      case "[":
        return begin(mark);
      case "}":
        return close("{");
      case "]":
        return close("[");
      case ":":
        if (expected !== "colon") return false;
        expected = "value";
        return true;
      case ",":
        if (expected !== "comma-or-end") return false;
        expected = open.at(-1) === "{" ? "key" : "value";
        return true;
      default:
        return false;
    }
  };
  return {
    add(line) {
      let at = 0;
      for (;;) {
        at = endOf(space, { line, at }) ?? at;
        if (at >= line.length) return expected === "nothing" ? "complete" : "open";
        const mark = line.charAt(at);
        if (mark === '"') {
          const end = endOfString(line, at);
          if (end === null || !takeString()) return "broken";
          at = end;
          continue;
        }
        const end = endOf(scalar, { line, at });
        if (end === null) {
          if (!takeMark(mark)) return "broken";
          at += 1;
          continue;
        }
        if (!takesValue()) return "broken";
        endValue();
        at = end;
      }
    },
  };
}

function endOf(pattern: RegExp, { line, at }: { line: string; at: number }): number | null {
  pattern.lastIndex = at;
  return pattern.test(line) ? pattern.lastIndex : null;
}

/** Behind the closing quote; null where the line ends first, since a string never goes over lines. */
function endOfString(line: string, start: number): number | null {
  let quote = line.indexOf('"', start + 1);
  while (quote !== -1) {
    let backslashes = 0;
    while (line.charAt(quote - 1 - backslashes) === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    quote = line.indexOf('"', quote + 1);
  }
  return null;
}
