import { defangHost, defangUrl } from "../screen/defang.js";
import type { Screen } from "../screen/screen.js";
import { printTable } from "../screen/table.js";
import { dim } from "../screen/text.js";
import { formatTime } from "../screen/times.js";
import { widthOf } from "../screen/width.js";
import { defangText } from "./plan.js";

type Item = Readonly<Record<string, unknown>>;

/** What the tenant told: a table of several rows, a row by itself in full. */
export function showRows(
  screen: Screen,
  {
    columns,
    rows,
  }: { readonly columns: readonly { title: string; path: string }[]; readonly rows: readonly Item[] },
): void {
  const [only] = rows;
  if (rows.length === 1 && only !== undefined) {
    showRow(screen, columns, only);
    return;
  }
  printTable(screen, {
    columns: columns.map(({ title }) => ({ title, gives: true })),
    rows: rows.map((row) => columns.map(({ path }) => cellOf(row, path))),
  });
}

function showRow(screen: Screen, columns: readonly { title: string; path: string }[], row: Item): void {
  const width = Math.max(...columns.map(({ title }) => widthOf(title)));
  for (const { title, path } of columns) {
    screen.line("  ", dim(title.padEnd(width)), "  ", cellOf(row, path));
  }
}

/** A row of what goes on in time, in a line. */
export function showLiveRow(
  screen: Screen,
  told: {
    readonly columns: readonly { title: string; path: string }[];
    readonly row: Item;
    readonly now: number;
  },
): void {
  const cells = told.columns.flatMap(({ title, path }) => [dim(`  ${title} `), cellOf(told.row, path)]);
  screen.line(dim(`  ${formatTime(told.now, told.now)}`), ...cells);
}

function cellOf(row: Item, path: string): string {
  let value: unknown = row;
  for (const step of path.split(".")) {
    value = typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined;
  }
  return textOf(value);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null || value === "") return "–";
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  if (typeof value === "object") return defangText(JSON.stringify(value));
  if (typeof value === "boolean") return value ? "yes" : "no";
  const text = String(value);
  if (/^[a-z][a-z0-9+-]*:[\\/]{2}/i.test(text)) return defangUrl(text);
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(text) && /[a-z]/i.test(text)
    ? defangHost(text)
    : defangText(text);
}
