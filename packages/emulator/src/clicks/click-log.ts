import type { ClickRow } from "./click-row.js";

/** Where a page ended: the next one starts strictly behind it. */
export interface ClickPlace {
  readonly time: number;
  readonly order: number;
}

export interface ClickScan {
  /** Both ends inclusive. */
  readonly from: number;
  readonly until: number;
  readonly oldestFirst: boolean;
  readonly after: ClickPlace | null;
  readonly now: number;
}

/** The URL protection log, generated or recorded. */
export interface ClickLog {
  scan(options: ClickScan): Iterable<ClickRow>;
}

/** Whether a row belongs to a scan. */
export function isWanted(row: Pick<ClickRow, "time" | "order" | "visibleFrom">, scan: ClickScan): boolean {
  if (row.time < scan.from || row.time > scan.until || row.visibleFrom > scan.now) return false;
  if (scan.after === null) return true;
  const distance = row.time - scan.after.time || row.order - scan.after.order;
  return scan.oldestFirst ? distance > 0 : distance < 0;
}
