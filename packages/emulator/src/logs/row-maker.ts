import { secondMs } from "../clock/spans.js";
import type { JsonObject } from "../wire/decode.js";
import type { LogRow } from "./log-row.js";

/** A record and the moment it stands for, before it has its place in the log. */
export interface LogEntry {
  readonly time: number;
  readonly record: JsonObject;
}

/** Rows in order of time. Places are counted from `firstOrder`: entries of a span are always the same. */
export function placeRows(entries: readonly LogEntry[], firstOrder: number): LogRow[] {
  return entries
    .map(({ time, record }) => ({
      time: Math.floor(time / secondMs) * secondMs,
      record,
      raw: JSON.stringify(record),
      visibleFrom: time,
    }))
    .sort((one, other) => one.time - other.time)
    .map((row, index) => ({ ...row, order: firstOrder + index }));
}
