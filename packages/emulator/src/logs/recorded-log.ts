import { comparePlaces } from "../traffic/place.js";
import { type EventLog, isWanted, type LogScan } from "./event-log.js";
import type { LogRow } from "./log-row.js";
import type { RowMaker } from "./row-maker.js";

/** Recorded rows, in order of time, with those made by hand beside them. */
export class RecordedLog implements EventLog {
  private readonly rows: readonly LogRow[];
  private readonly live: RowMaker;

  constructor(rows: readonly LogRow[], live: RowMaker) {
    this.rows = rows;
    this.live = live;
  }

  *scan(scan: LogScan): Iterable<LogRow> {
    const live = this.live(-Infinity, Infinity);
    const rows = live.length === 0 ? this.rows : [...this.rows, ...live].sort(comparePlaces);
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
function findFirst(rows: readonly LogRow[], time: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.time ?? Infinity) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
