import { createHash } from "node:crypto";
import type { Generation } from "@postern/mimecast/catalogue";
import { defaultSpanMs } from "../logs/generated-log.js";
import type { LogRow } from "../logs/log-row.js";
import { type Feed, type FileFeed, isSnapshotFeed, type LogFeed, mapFeeds } from "../tenant/feeds.js";

/** What one generation has handed out whole. */
class Shelf {
  twins = 0;
  /** The most records a file was handed out with: not all mail may be logged. */
  private readonly files = new Map<string, number>();
  /** By feed and span of time; in a span a row has its order for itself. */
  private readonly rows = new Map<LogFeed, Map<number, Set<number>>>();
  /** Snapshots have no lasting places: their records are known by their text. */
  private readonly texts = new Map<LogFeed, Set<string>>();
  private readonly counts = new Map<Feed, number>();

  addFile(feed: FileFeed, file: { readonly key: string; readonly lines: number }): void {
    const before = this.files.get(file.key) ?? 0;
    if (file.lines <= before) return;
    this.files.set(file.key, file.lines);
    this.counts.set(feed, this.count(feed) + file.lines - before);
  }

  addRow(feed: LogFeed, row: LogRow): void {
    if (
      !(isSnapshotFeed(feed) ? this.addText(feed, `${row.type ?? ""}${row.raw}`) : this.addPlace(feed, row))
    )
      return;
    this.counts.set(feed, this.count(feed) + 1);
    if (row.isTwin === true) this.twins += 1;
  }

  /** True for a row that is new here. */
  private addPlace(feed: LogFeed, row: LogRow): boolean {
    const spans = shelve(this.rows, feed, () => new Map<number, Set<number>>());
    const orders = shelve(spans, Math.floor(row.time / defaultSpanMs), () => new Set<number>());
    if (orders.has(row.order)) return false;
    orders.add(row.order);
    return true;
  }

  private addText(feed: LogFeed, text: string): boolean {
    const texts = shelve(this.texts, feed, () => new Set<string>());
    const before = texts.size;
    return texts.add(createHash("sha1").update(text).digest("base64")).size > before;
  }

  count(feed: Feed): number {
    return this.counts.get(feed) ?? 0;
  }
}

/** What stands under a key; made where there is nothing yet. */
function shelve<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}

/** What has been handed out whole, by generation: files by name, rows of logs by place. */
export class ServedLedger {
  private readonly shelves: Readonly<Record<Generation, Shelf>> = { "1.0": new Shelf(), "2.0": new Shelf() };

  addFile(feed: FileFeed, file: { readonly key: string; readonly lines: number }): void {
    this.shelves[feed === "siem-1.0" ? "1.0" : "2.0"].addFile(feed, file);
  }

  addRows(generation: Generation, page: { readonly feed: LogFeed; readonly rows: readonly LogRow[] }): void {
    for (const row of page.rows) this.shelves[generation].addRow(page.feed, row);
  }

  count(generation: Generation): Record<Feed, number> {
    const shelf = this.shelves[generation];
    return mapFeeds((feed) => shelf.count(feed));
  }

  countTwins(generation: Generation): number {
    return this.shelves[generation].twins;
  }
}
