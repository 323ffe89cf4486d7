import { dayMs, minuteMs, secondMs } from "../clock/spans.js";
import { ByteCache } from "../ledger/byte-cache.js";
import { comparePlaces } from "../traffic/place.js";
import { type EventLog, isWanted, type LogScan } from "./event-log.js";
import type { LogRow } from "./log-row.js";
import type { RowMaker } from "./row-maker.js";

/** Short enough for a busy tenant's rows to fit the cache, long enough for a quiet one's to be few. */
export const defaultSpanMs = 15 * minuteMs;

/** A page should need few spans, and none of them much more than the page has: in a busy hour it is three times this. */
const rowsOfSpan = 50;

/** The span of a log that may have many rows: the shorter, the more. */
export function spanOfBusy(rowsPerDay: number, longestMs: number = defaultSpanMs): number {
  const wanted = (rowsOfSpan * dayMs) / Math.max(1, rowsPerDay);
  let ms = Math.min(longestMs, Math.max(10 * secondMs, Math.floor(wanted / secondMs) * secondMs));
  // Rows have whole seconds, and their places are counted by quarters of an hour: spans are cut by neither.
  while (defaultSpanMs % ms !== 0 && ms % defaultSpanMs !== 0) ms -= secondMs;
  return ms;
}

/** A log of generated traffic, made a few minutes at a time. */
export class GeneratedLog implements EventLog {
  private readonly generate: RowMaker;
  private readonly live: RowMaker;
  private readonly historyStart: number;
  private readonly spanMs: number;
  private readonly spans: ByteCache<readonly LogRow[]>;

  constructor(options: {
    readonly generate: RowMaker;
    /** What was done by hand; never cached. */
    readonly live: RowMaker;
    readonly historyStart: number;
    readonly cacheBytes: number;
    readonly spanMs?: number;
  }) {
    this.generate = options.generate;
    this.live = options.live;
    this.historyStart = options.historyStart;
    this.spanMs = options.spanMs ?? defaultSpanMs;
    this.spans = new ByteCache(options.cacheBytes);
  }

  /** Spans that reach past `time` are made again: the console's rules have changed. */
  forgetFrom(time: number): void {
    for (const key of [...this.spans.keys()]) {
      if ((Number(key) + 1) * this.spanMs > time) this.spans.delete(key);
    }
  }

  *scan(scan: LogScan): Iterable<LogRow> {
    const { spanMs } = this;
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
    const start = span * this.spanMs;
    const live = this.live(start, start + this.spanMs);
    const generated = this.generatedRows(span);
    return live.length === 0 ? generated : [...generated, ...live].sort(comparePlaces);
  }

  private generatedRows(span: number): readonly LogRow[] {
    const key = String(span);
    const known = this.spans.get(key);
    if (known !== undefined) return known;
    const rows = this.generate(span * this.spanMs, (span + 1) * this.spanMs);
    // A row is kept as text and as the bytes of an answer, and most are as an object for the filters too.
    const bytes = rows.reduce((sum, row) => sum + row.raw.length * 5 + 200, 100);
    this.spans.set(key, rows, bytes);
    return rows;
  }
}
