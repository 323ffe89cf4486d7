import { isWanted } from "../clicks/click-log.js";
import { minuteMs } from "../clock/spans.js";
import { ByteCache } from "../ledger/byte-cache.js";
import type { EventLog, LogScan } from "./event-log.js";
import { compareRows, type LogRow } from "./log-row.js";
import { type LogEntry, placeRows } from "./row-maker.js";

// Long beside the forty minutes a sandbox may take, short enough for a busy tenant's rows to fit the cache.
const spanMs = 15 * minuteMs;
/** Orders of rows made by hand begin here, above every generated one. */
const liveOrder = 1 << 26;

/** Makes the entries with `from <= time < until`. */
export type EntryMaker = (from: number, until: number) => readonly LogEntry[];

/** A log of generated traffic, made a quarter of an hour at a time. */
export class GeneratedLog implements EventLog {
  private readonly generate: EntryMaker;
  private readonly live: EntryMaker;
  private readonly historyStart: number;
  private readonly spans: ByteCache<readonly LogRow[]>;

  constructor(options: {
    readonly generate: EntryMaker;
    /** What was done by hand; never cached. */
    readonly live: EntryMaker;
    readonly historyStart: number;
    readonly cacheBytes: number;
  }) {
    this.generate = options.generate;
    this.live = options.live;
    this.historyStart = options.historyStart;
    this.spans = new ByteCache(options.cacheBytes);
  }

  /** Spans that reach past `time` are made again: the console's rules have changed. */
  forgetFrom(time: number): void {
    for (const key of [...this.spans.keys()]) {
      if ((Number(key) + 1) * spanMs > time) this.spans.delete(key);
    }
  }

  *scan(scan: LogScan): Iterable<LogRow> {
    const clamped = {
      ...scan,
      from: Math.max(scan.from, this.historyStart),
      until: Math.min(scan.until, scan.now),
    };
    const { after, oldestFirst } = clamped;
    let first = Math.floor(clamped.from / spanMs);
    let last = Math.floor(clamped.until / spanMs);
    if (after !== null && oldestFirst) first = Math.max(first, Math.floor(after.time / spanMs));
    if (after !== null && !oldestFirst) last = Math.min(last, Math.floor(after.time / spanMs));
    for (let step = 0; step <= last - first; step += 1) {
      const rows = this.rowsOf(oldestFirst ? first + step : last - step);
      for (let index = 0; index < rows.length; index += 1) {
        const row = rows[oldestFirst ? index : rows.length - 1 - index];
        if (row !== undefined && isWanted(row, clamped)) yield row;
      }
    }
  }

  private rowsOf(span: number): readonly LogRow[] {
    const start = span * spanMs;
    const live = placeRows(this.live(start, start + spanMs), liveOrder);
    const generated = this.generatedRows(span);
    return live.length === 0 ? generated : [...generated, ...live].sort(compareRows);
  }

  private generatedRows(span: number): readonly LogRow[] {
    const key = String(span);
    const known = this.spans.get(key);
    if (known !== undefined) return known;
    const rows = placeRows(this.generate(span * spanMs, (span + 1) * spanMs), 0);
    // A row is kept twice: as an object for the filters and as text for the answer.
    const bytes = rows.reduce((sum, row) => sum + row.raw.length * 4 + 200, 100);
    this.spans.set(key, rows, bytes);
    return rows;
  }
}
