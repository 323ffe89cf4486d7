import { minuteMs } from "../clock/spans.js";
import { ByteCache } from "../ledger/byte-cache.js";
import { compareClicks } from "../traffic/click.js";
import type { LiveEvents } from "../traffic/live-events.js";
import type { Traffic } from "../traffic/traffic.js";
import { type ClickLog, type ClickScan, isWanted } from "./click-log.js";
import { type ClickRow, writeClickRow } from "./click-row.js";

// Short enough for a busy tenant's rows to fit the cache, long enough for a quiet one's to be few.
const spanMs = 5 * minuteMs;

/** The log of generated traffic, made a few minutes at a time. */
export class GeneratedClicks implements ClickLog {
  private readonly traffic: Traffic;
  private readonly live: LiveEvents;
  private readonly historyStart: number;
  private readonly spans: ByteCache<readonly ClickRow[]>;

  constructor(options: {
    readonly traffic: Traffic;
    readonly live: LiveEvents;
    readonly historyStart: number;
    readonly cacheBytes: number;
  }) {
    this.traffic = options.traffic;
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

  *scan(scan: ClickScan): Iterable<ClickRow> {
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

  private rowsOf(span: number): readonly ClickRow[] {
    const start = span * spanMs;
    const live = this.live.clicksBetween(start, start + spanMs);
    const generated = this.generate(span);
    if (live.length === 0) return generated;
    return [...generated, ...live.map(writeClickRow)].sort(compareClicks);
  }

  private generate(span: number): readonly ClickRow[] {
    const key = String(span);
    const known = this.spans.get(key);
    if (known !== undefined) return known;
    const rows = this.traffic.clicksBetween(span * spanMs, (span + 1) * spanMs).map(writeClickRow);
    this.spans.set(
      key,
      rows,
      rows.reduce((bytes, row) => bytes + row.raw.length * 2 + 100, 100),
    );
    return rows;
  }
}
