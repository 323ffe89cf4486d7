import type { Generation } from "@postern/mimecast/catalogue";
import type { ClickRow } from "../clicks/click-row.js";
import { hourMs } from "../clock/spans.js";
import type { LogFeed, LogRow } from "../logs/log-row.js";
import type { Feed } from "../tenant/types.js";

/** What has been handed out whole, by generation: files by name, clicks and rows of logs by place. */
export class ServedLedger {
  private readonly files: Record<Generation, Map<string, number>> = { "1.0": new Map(), "2.0": new Map() };
  private readonly clicks: Record<Generation, Map<number, Set<number>>> = {
    "1.0": new Map(),
    "2.0": new Map(),
  };
  private readonly lineCounts: Record<Generation, number> = { "1.0": 0, "2.0": 0 };
  private readonly clickCounts: Record<Generation, number> = { "1.0": 0, "2.0": 0 };
  /** By feed; a row by its time and its place in it. */
  private readonly rows: Record<Generation, Map<LogFeed, Set<string>>> = {
    "1.0": new Map(),
    "2.0": new Map(),
  };
  private readonly twinCounts: Record<Generation, number> = { "1.0": 0, "2.0": 0 };

  addFile(generation: Generation, file: { readonly key: string; readonly lines: number }): void {
    if (this.files[generation].has(file.key)) return;
    this.files[generation].set(file.key, file.lines);
    this.lineCounts[generation] += file.lines;
  }

  addClicks(generation: Generation, rows: readonly ClickRow[]): void {
    const byHour = this.clicks[generation];
    for (const row of rows) {
      const hour = Math.floor(row.time / hourMs);
      const orders = byHour.get(hour) ?? new Set<number>();
      byHour.set(hour, orders);
      if (orders.has(row.order)) continue;
      orders.add(row.order);
      this.clickCounts[generation] += 1;
      if (row.twin) this.twinCounts[generation] += 1;
    }
  }

  addRows(generation: Generation, page: { readonly feed: LogFeed; readonly rows: readonly LogRow[] }): void {
    const places = this.rows[generation].get(page.feed) ?? new Set<string>();
    this.rows[generation].set(page.feed, places);
    for (const { time, order } of page.rows) places.add(`${time} ${order}`);
  }

  count(generation: Generation): Record<Feed, number> {
    const countRows = (feed: LogFeed) => this.rows[generation].get(feed)?.size ?? 0;
    return {
      "ttp-url": this.clickCounts[generation],
      "siem-1.0": generation === "1.0" ? this.lineCounts["1.0"] : 0,
      "siem-2.0": generation === "2.0" ? this.lineCounts["2.0"] : 0,
      "ttp-attachment": countRows("ttp-attachment"),
      "ttp-impersonation": countRows("ttp-impersonation"),
      audit: countRows("audit"),
      dlp: countRows("dlp"),
      rejections: countRows("rejections"),
    };
  }

  countTwins(generation: Generation): number {
    return this.twinCounts[generation];
  }
}
