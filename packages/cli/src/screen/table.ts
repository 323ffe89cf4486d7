import CliTable from "cli-table3";
import type { Screen } from "./screen.js";
import { dim, plainText, type Text } from "./text.js";
import { widthOf } from "./width.js";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
  /** Gives way first where the terminal is too narrow. */
  readonly gives?: boolean;
}

const indent = 2;
const gap = 2;
const narrowest = 12;

const noLines = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "",
};

/** A table without lines: a head, and rows that fit the terminal. */
export function printTable(
  screen: Screen,
  table: { readonly columns: readonly Column[]; readonly rows: readonly (readonly Text[])[] },
): void {
  const widths = fitWidths(
    table.columns.map((column, index) => ({
      width: Math.max(
        widthOf(column.title),
        ...table.rows.map((row) => widthOf(plainText(row[index] ?? ""))),
      ),
      gives: column.gives ?? false,
    })),
    screen.columns - indent,
  );
  const grid = new CliTable({
    chars: noLines,
    colWidths: widths.map((width) => width + gap),
    colAligns: table.columns.map((column) => column.align ?? "left"),
    style: { "padding-left": 0, "padding-right": gap, head: [], border: [] },
    truncate: "…",
  });
  grid.push(table.columns.map((column) => screen.paint(dim(column.title.toUpperCase()))));
  for (const row of table.rows) grid.push(row.map((cell) => screen.paint(cell)));
  for (const line of grid.toString().split("\n")) {
    screen.write(`${" ".repeat(indent)}${line.trimEnd()}\n`);
  }
}

/** Takes what is too much from the columns that give, the widest first. */
export function fitWidths(
  columns: readonly { readonly width: number; readonly gives: boolean }[],
  available: number,
): number[] {
  const widths = columns.map((column) => column.width);
  const total = () => widths.reduce((sum, width) => sum + width + gap, 0);
  while (total() > available) {
    let widest = -1;
    columns.forEach((column, index) => {
      const width = widths[index] ?? 0;
      if (column.gives && width > narrowest && width > (widths[widest] ?? 0)) widest = index;
    });
    if (widest === -1) return widths;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}
