import type { JsonObject } from "../wire/decode.js";

/** The feeds that are read as pages of a log; the click log has its own folder. */
export const logFeeds = ["ttp-attachment", "ttp-impersonation", "audit", "dlp", "rejections"] as const;

export type LogFeed = (typeof logFeeds)[number];

/** A row of a log as it is served, with what filters and paging need. */
export interface LogRow {
  /** Whole seconds: the logs have no finer time. */
  readonly time: number;
  /** Position among the rows of a second; stable. */
  readonly order: number;
  readonly record: JsonObject;
  /** The record's JSON text. */
  readonly raw: string;
  readonly visibleFrom: number;
}

/** Order of a log: by time, and by place within a second. */
export function compareRows(
  one: Pick<LogRow, "time" | "order">,
  other: Pick<LogRow, "time" | "order">,
): number {
  return one.time - other.time || one.order - other.order;
}
