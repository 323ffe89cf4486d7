import { WalkedFarEnough } from "../tracking/message-book.js";
import type { Place } from "../traffic/place.js";
import type { LogRow } from "./log-row.js";

/**
 * A page of rows, and the place where it ends if more may follow; null at the end. A walk that has gone far enough ends
 * the page early, empty perhaps: the next one goes on there.
 */
export function fillPage(
  rows: Iterable<LogRow>,
  pageSize: number,
): { readonly rows: readonly LogRow[]; readonly end: Place | null } {
  const page: LogRow[] = [];
  try {
    for (const row of rows) {
      const last = page[page.length - 1];
      if (page.length === pageSize && last !== undefined) {
        return { rows: page, end: { time: last.time, order: last.order } };
      }
      page.push(row);
    }
  } catch (error) {
    if (error instanceof WalkedFarEnough && Number.isFinite(pageSize))
      return { rows: page, end: error.place };
    throw error;
  }
  return { rows: page, end: null };
}
