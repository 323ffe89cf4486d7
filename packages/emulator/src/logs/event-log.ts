import type { LogFeed } from "../tenant/feeds.js";
import type { Place } from "../traffic/place.js";
import type { LogRow } from "./log-row.js";

/** What a log is asked for. */
export interface LogScan {
  /** Both ends inclusive. */
  readonly from: number;
  readonly until: number;
  readonly oldestFirst: boolean;
  /** Where the page before ended: this one starts strictly behind it. */
  readonly after: Place | null;
  readonly now: number;
}

/** A log, generated or recorded. */
export interface EventLog {
  scan(options: LogScan): Iterable<LogRow>;
}

export type EventLogs = Readonly<Record<LogFeed, EventLog>>;

/** What is left of a scan's span behind the page before. */
export function spanLeft({ from, until, after, oldestFirst }: LogScan): {
  readonly from: number;
  readonly until: number;
} {
  if (after === null) return { from, until };
  return oldestFirst
    ? { from: Math.max(from, after.time), until }
    : { from, until: Math.min(until, after.time) };
}

/** Whether a row belongs to a scan. */
export function isWanted(row: Pick<LogRow, "time" | "order" | "visibleFrom">, scan: LogScan): boolean {
  if (row.time < scan.from || row.time > scan.until || row.visibleFrom > scan.now) return false;
  if (scan.after === null) return true;
  const distance = row.time - scan.after.time || row.order - scan.after.order;
  return scan.oldestFirst ? distance > 0 : distance < 0;
}
