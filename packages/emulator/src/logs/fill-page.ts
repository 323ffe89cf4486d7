import type { Place } from "../traffic/place.js";
import type { LogRow } from "./log-row.js";

/** A page of rows, and the place of its last one where more follow; null at the end. */
export function fillPage(
  rows: Iterable<LogRow>,
  pageSize: number,
): { readonly rows: readonly LogRow[]; readonly end: Place | null } {
  const page: LogRow[] = [];
  for (const row of rows) {
    const last = page[page.length - 1];
    if (page.length === pageSize && last !== undefined) {
      return { rows: page, end: { time: last.time, order: last.order } };
    }
    page.push(row);
  }
  return { rows: page, end: null };
}
