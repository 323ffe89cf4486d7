import { secondMs } from "../clock/spans.js";
import type { JsonObject } from "../wire/decode.js";
import { type EventLog, isWanted, type LogScan } from "./event-log.js";
import type { LogRow } from "./log-row.js";

/** A log that is known as a whole: recorded rows, or the state of something at the moment of asking. */
export class ListedLog implements EventLog {
  private readonly rowsOf: (scan: LogScan) => readonly LogRow[];

  /** `rowsOf` gives the rows in order of time and place; those outside of the scan are left out here. */
  constructor(rowsOf: (scan: LogScan) => readonly LogRow[]) {
    this.rowsOf = rowsOf;
  }

  *scan(scan: LogScan): Iterable<LogRow> {
    const rows = this.rowsOf(scan);
    let index = scan.oldestFirst ? findFirst(rows, scan.after?.time ?? scan.from) : rows.length - 1;
    for (; index >= 0 && index < rows.length; index += scan.oldestFirst ? 1 : -1) {
      const row = rows[index];
      if (row === undefined) return;
      if (scan.oldestFirst ? row.time > scan.until : row.time < scan.from) return;
      if (isWanted(row, scan)) yield row;
    }
  }
}

/** Records of the moment of asking, with that for their time. */
export function placeState(records: readonly JsonObject[], now: number): LogRow[] {
  const time = Math.floor(now / secondMs) * secondMs;
  return records.map((fields, order) => ({
    time,
    order,
    fields,
    raw: JSON.stringify(fields),
    visibleFrom: now,
  }));
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
