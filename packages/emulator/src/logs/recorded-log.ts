import { isWanted } from "../clicks/click-log.js";
import type { EventLog, LogScan } from "./event-log.js";
import type { EntryMaker } from "./generated-log.js";
import { compareRows, type LogRow } from "./log-row.js";
import { placeRows } from "./row-maker.js";

/** Recorded rows, with those made by hand beside them. */
export class RecordedLog implements EventLog {
  private readonly rows: readonly LogRow[];
  private readonly live: EntryMaker;

  constructor(rows: readonly LogRow[], live: EntryMaker) {
    this.rows = rows;
    this.live = live;
  }

  *scan(scan: LogScan): Iterable<LogRow> {
    const live = placeRows(this.live(-Infinity, Infinity), this.rows.length);
    const rows = live.length === 0 ? this.rows : [...this.rows, ...live].sort(compareRows);
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[scan.oldestFirst ? index : rows.length - 1 - index];
      if (row !== undefined && isWanted(row, scan)) yield row;
    }
  }
}
