import { type ClickLog, type ClickScan, isWanted } from "../clicks/click-log.js";
import { type ClickRow, writeClickRow } from "../clicks/click-row.js";
import { compareClicks } from "../traffic/click.js";
import type { LiveEvents } from "../traffic/live-events.js";

/** Recorded clicks, with those made by hand beside them. */
export class RecordedClicks implements ClickLog {
  private readonly rows: readonly ClickRow[];
  private readonly live: LiveEvents;

  constructor(rows: readonly ClickRow[], live: LiveEvents) {
    this.rows = rows;
    this.live = live;
  }

  *scan(scan: ClickScan): Iterable<ClickRow> {
    const live = this.live.clicksBetween(-Infinity, Infinity);
    const rows =
      live.length === 0 ? this.rows : [...this.rows, ...live.map(writeClickRow)].sort(compareClicks);
    let index = scan.oldestFirst ? findFirst(rows, scan.after?.time ?? scan.from) : rows.length - 1;
    for (; index >= 0 && index < rows.length; index += scan.oldestFirst ? 1 : -1) {
      const row = rows[index];
      if (row === undefined) return;
      if (scan.oldestFirst ? row.time > scan.until : row.time < scan.from) return;
      if (isWanted(row, scan)) yield row;
    }
  }
}

/** The first row at or after a time. */
function findFirst(rows: readonly ClickRow[], time: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.time ?? Infinity) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
