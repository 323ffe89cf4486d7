import { minuteMs, secondMs } from "../clock/spans.js";
import type { JsonObject } from "../wire/decode.js";
import type { LogRow } from "./log-row.js";

/** A record and the moment it stands for, before it has its place in the log. */
export interface LogEntry {
  readonly time: number;
  readonly record: JsonObject;
}

/** Makes what lies at `from <= time < until`. */
export type EntryMaker = (from: number, until: number) => readonly LogEntry[];
export type RowMaker = (from: number, until: number) => readonly LogRow[];

/** Orders of rows made by hand begin here, above every generated or recorded one. */
export const liveOrder = 1 << 26;

/** Where orders are counted from: a row has its own among those of a quarter of an hour, however short its span. */
const placesMs = 15 * minuteMs;
const ordersPerSecond = 1 << 14;

/** Generated entries as rows. */
export function placeGenerated(make: EntryMaker): RowMaker {
  return (from, until) => placeRows(make(from, until), ((from % placesMs) / secondMs) * ordersPerSecond);
}

/** Entries made by hand as rows. */
export function placeLive(make: EntryMaker): RowMaker {
  return (from, until) => placeRows(make(from, until), liveOrder);
}

/** Rows in order of time. Places are counted from `firstOrder`: entries of a span are always the same. */
export function placeRows(entries: readonly LogEntry[], firstOrder = 0): LogRow[] {
  return entries
    .map(({ time, record }) => ({
      time: Math.floor(time / secondMs) * secondMs,
      fields: record,
      raw: JSON.stringify(record),
      visibleFrom: time,
    }))
    .sort((one, other) => one.time - other.time)
    .map((row, index) => ({ ...row, order: firstOrder + index }));
}
