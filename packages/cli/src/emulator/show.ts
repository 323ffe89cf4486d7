import type { Screen } from "../screen/screen.js";
import { printTable } from "../screen/table.js";
import { dim } from "../screen/text.js";
import { isRecord } from "./ask-tenant.js";

type Row = Readonly<Record<string, unknown>>;

export function showTable(screen: Screen, columns: readonly string[], rows: readonly Row[]): void {
  printTable(screen, {
    columns: columns.map((title, index) => ({ title: inWords(title), gives: index > 0 })),
    rows: rows.map((row) => columns.map((name) => plain(row[name]))),
  });
}

export function showFields(screen: Screen, fields: Row): void {
  const width = Math.max(0, ...Object.keys(fields).map((name) => inWords(name).length));
  for (const [name, value] of Object.entries(fields)) {
    screen.line(dim(`  ${inWords(name).padEnd(width)}  `), plain(value));
  }
}

/** `emailAddress` as `email address`. */
function inWords(name: string): string {
  return name.replaceAll(
    /([a-z])([A-Z])/g,
    (_, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  );
}

/** A value in a cell. Of objects the name is told: a group, a profile, a member. */
function plain(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value) && value.length === 0) return "–";
  if (Array.isArray(value)) return value.length > 3 ? `${value.length}` : value.map(plain).join(", ");
  if (isRecord(value))
    return plain(value["name"] ?? value["description"] ?? value["entry"] ?? JSON.stringify(value));
  return String(value);
}
