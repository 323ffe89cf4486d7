import { type ActionDescription, checkActionInput } from "@postern/engine";
import { PosternError } from "@postern/engine/errors";
import { primaryField, readValue } from "./fields.js";

type Item = Readonly<Record<string, unknown>>;

/** A target of a list, and where it stands in it. */
interface Row {
  readonly line: number;
  readonly item: Item;
}

const mostTold = 5;

/**
 * Targets out of a file: one a line, a table (CSV with the names of fields in its first line), or JSON (an array, or one
 * value a line). What is given for all of them fills what a line leaves out. Throws `bad-usage` with the lines that
 * don't fit; then nothing is run.
 */
export function readList(
  text: string,
  { action, common }: { readonly action: ActionDescription; readonly common: Item },
): readonly Item[] {
  const rows = readRows(text.replace(/^\ufeff/, ""), action).map(({ line, item }) => ({
    line,
    item: { ...common, ...readFields(action, item) },
  }));
  if (rows.length === 0) throw new PosternError("bad-usage", "The list is empty.");
  const problems = rows.flatMap(({ line, item }) => {
    const found = checkActionInput(action.name, item);
    return found.length === 0 ? [] : [`line ${String(line)}: ${found.join(", ")}`];
  });
  if (problems.length === 0) return rows.map(({ item }) => item);
  const told = problems.slice(0, mostTold).join("; ");
  const more = problems.length > mostTold ? `; and ${String(problems.length - mostTold)} more` : "";
  throw new PosternError(
    "bad-usage",
    `${String(problems.length)} of ${String(rows.length)} lines don't fit: ${told}${more}. Nothing was planned.`,
  );
}

function readFields({ fields }: ActionDescription, item: Item): Item {
  const known = new Map(fields.map((field) => [field.name, field]));
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => {
      const field = known.get(name);
      const isText = typeof value === "string" || Array.isArray(value);
      return [name, field === undefined || !isText ? value : readValue(field, value)];
    }),
  );
}

function readRows(text: string, action: ActionDescription): readonly Row[] {
  const start = text.trimStart()[0];
  if (start === "[" || start === "{") return readJsonRows(text, action);
  const table = readTable(text);
  const [head] = table;
  const names = new Set(action.fields.map(({ name }) => name));
  if (head?.cells.every((cell) => names.has(cell.trim()))) {
    return table.slice(1).map(({ line, cells }) => {
      if (cells.length <= head.cells.length) return { line, item: toItem(head.cells, cells) };
      const message = `Line ${String(line)} of the table has more cells than its first line: put values with commas in quotes.`;
      throw new PosternError("bad-usage", message);
    });
  }
  return text.split(/\r?\n/).flatMap((raw, index): Row[] => {
    const value = raw.trim();
    if (value === "" || value.startsWith("#")) return [];
    return [{ line: index + 1, item: ofPrimary(action, value) }];
  });
}

/** What is left empty is not given. */
function toItem(names: readonly string[], cells: readonly string[]): Item {
  return Object.fromEntries(
    names.map((name, index) => [name.trim(), cells[index] ?? ""]).filter(([, value]) => value !== ""),
  );
}

function ofPrimary(action: ActionDescription, value: unknown): Item {
  const field = primaryField(action);
  if (field === null) {
    const names = action.fields.map(({ name }) => name).join(", ");
    throw new PosternError(
      "bad-usage",
      `${action.name} has no field that a bare line could be: give a table with ${names} in its first line, or JSON.`,
    );
  }
  return { [field.name]: field.kind === "list" ? [value] : value };
}

function readJsonRows(text: string, action: ActionDescription): readonly Row[] {
  const whole = tryJson(text);
  const values: readonly { line: number; value: unknown }[] = Array.isArray(whole)
    ? whole.map((value: unknown, index) => ({ line: index + 1, value }))
    : text
        .split(/\r?\n/)
        .map((raw, index) => ({ line: index + 1, raw: raw.trim() }))
        .filter(({ raw }) => raw !== "")
        .map(({ line, raw }) => ({ line, value: tryJson(raw) }));
  return values.map(({ line, value }) => {
    if (typeof value === "string") return { line, item: ofPrimary(action, value) };
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return { line, item: value as Item };
    }
    throw new PosternError(
      "bad-usage",
      `Line ${String(line)} of the list is neither a JSON object nor a text.`,
    );
  });
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/** RFC 4180: cells in quotes may hold commas, line breaks and quotes written twice. */
function readTable(text: string): readonly Line[] {
  const table: Line[] = [];
  let cells: string[] = [];
  let line = 1;
  let start = 1;
  for (const [whole, quoted, bare = "", end = ""] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^,\n\r]*))(,|\r?\n|$)/g,
  )) {
    cells.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    line += whole.split("\n").length - 1;
    if (end === ",") continue;
    if (cells.some((cell) => cell.trim() !== "")) table.push({ line: start, cells });
    cells = [];
    start = line;
    if (end === "") break;
  }
  return table;
}
