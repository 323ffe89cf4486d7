import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Generation } from "@postern/mimecast/catalogue";
import { dayMs } from "../clock/spans.js";
import type { LogRow } from "../logs/log-row.js";
import type { SiemEventType } from "../siem/siem-archive.js";
import { isLogFeed, isSnapshotFeed, type LogFeed, mapFeeds } from "../tenant/feeds.js";
import type { RecordsReport } from "../tenant/types.js";
import { comparePlaces } from "../traffic/place.js";
import type { JsonObject } from "../wire/decode.js";
import { classifyLine } from "./classify.js";
import { type RecordedLine, type RecordsShift, shiftLines } from "./shift-records.js";

/** Records of a SIEM feed by type and UTC day; the day is a number of days since 1970. */
export type DayRecords = ReadonlyMap<SiemEventType, ReadonlyMap<number, readonly string[]>>;

/** Rows in order of time. */
export type RecordedLogs = Readonly<Record<LogFeed, readonly LogRow[]>>;

export interface RecordedRecords {
  readonly logs: RecordedLogs;
  readonly siem: Readonly<Record<Generation, DayRecords>>;
  readonly report: RecordsReport;
}

interface TimedLine {
  readonly raw: string;
  readonly time: number | null;
}

type RecordLine = TimedLine & { readonly record: JsonObject };

/** Records from before the first API don't exist: a record without any time goes here when nothing else has one. */
const fallbackTime = Date.UTC(2017, 0, 1);

/** The time of a snapshot's record that has none: always the moment of asking. */
export const stateTime = Infinity;

/**
 * Reads every `*.log`, `*.ndjson` and `*.jsonl` below a directory, one record a line, kept word for word but for its
 * times where they are to be shifted.
 */
export async function loadRecords(
  directory: string,
  shift?: { readonly by: RecordsShift; readonly now: number },
): Promise<RecordedRecords> {
  const skipped = new Map<string, number>();
  const skip = (reason: string) => skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
  const siem = {
    "siem-1.0": new Map<SiemEventType, TimedLine[]>(),
    "siem-2.0": new Map<SiemEventType, TimedLine[]>(),
    "siem-ci": new Map<SiemEventType, TimedLine[]>(),
  };
  const logs: Record<LogFeed, RecordLine[]> = mapFeeds(() => []);
  const names = await listFiles(directory);
  const files = names.filter((name) => /\.(log|ndjson|jsonl)$/.test(name));
  for (let others = names.length - files.length; others > 0; others -= 1) skip("file of another kind");
  const recorded = await readLines(directory, files);
  const shifted =
    shift === undefined ? recorded : shiftLines(recorded, { ...shift, newest: findNewest(recorded) });
  for (const { fileName, raw } of shifted) {
    const found = classifyLine(raw, fileName);
    if (found.feed === null) skip(found.reason);
    else if ("type" in found) {
      const { feed, type, time, record } = found;
      const lines = siem[feed].get(type) ?? [];
      siem[feed].set(type, lines);
      lines.push({ raw, time });
      if (feed !== "siem-1.0") logs[`${feed}-stream`].push({ raw, time, record });
    } else logs[found.feed].push({ ...found, raw });
  }
  const oldest = findOldest([
    ...Object.values(logs).flat(),
    ...Object.values(siem).flatMap((byType) => [...byType.values()].flat()),
  ]);
  const served = mapFeeds((feed) => (isLogFeed(feed) ? logs[feed].length : countLines(siem[feed])));
  return {
    logs: mapFeeds((feed) =>
      isLogFeed(feed) ? orderRows(logs[feed], isSnapshotFeed(feed) ? stateTime : null) : [],
    ),
    siem: { "1.0": groupByDay(siem["siem-1.0"]), "2.0": groupByDay(siem["siem-2.0"], siem["siem-ci"]) },
    report: {
      files: files.length,
      served,
      skipped: [...skipped].map(([reason, count]) => ({ reason, count })),
      oldest,
    },
  };
}

async function readLines(directory: string, files: readonly string[]): Promise<RecordedLine[]> {
  const lines: RecordedLine[] = [];
  for (const fileName of files) {
    for (const raw of (await readFile(join(directory, fileName), "utf8")).split(/\r?\n/)) {
      if (raw.trim() !== "") lines.push({ fileName, raw });
    }
  }
  return lines;
}

function findNewest(lines: readonly RecordedLine[]): number | null {
  let newest: number | null = null;
  for (const { raw, fileName } of lines) {
    const found = classifyLine(raw, fileName);
    if (found.feed !== null && found.time !== null) newest = Math.max(newest ?? found.time, found.time);
  }
  return newest;
}

async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(directory.length)
        .replace(/^[/\\]+/, ""),
    )
    .sort();
}

function findOldest(lines: readonly TimedLine[]): number | null {
  let oldest: number | null = null;
  for (const { time } of lines) if (time !== null && (oldest === null || time < oldest)) oldest = time;
  return oldest;
}

function countLines(byType: ReadonlyMap<SiemEventType, readonly TimedLine[]>): number {
  return [...byType.values()].reduce((sum, lines) => sum + lines.length, 0);
}

function orderRows(lines: readonly RecordLine[], timeless: number | null): LogRow[] {
  const oldest = timeless ?? findOldest(lines) ?? fallbackTime;
  return lines
    .map(({ raw, time, record }, order) => ({
      raw,
      fields: record,
      time: time ?? oldest,
      order,
      visibleFrom: -Infinity,
    }))
    .sort(comparePlaces);
}

/** A record without a time goes with the oldest of its feed: it has to be reachable from somewhere. */
function groupByDay(...feeds: readonly ReadonlyMap<SiemEventType, readonly TimedLine[]>[]): DayRecords {
  const grouped = new Map<SiemEventType, ReadonlyMap<number, readonly string[]>>();
  for (const byType of feeds) {
    const oldest = findOldest([...byType.values()].flat()) ?? fallbackTime;
    for (const [type, lines] of byType) {
      const days = new Map<number, string[]>();
      for (const { raw, time } of lines) {
        const day = Math.floor((time ?? oldest) / dayMs);
        const list = days.get(day) ?? [];
        days.set(day, list);
        list.push(raw);
      }
      grouped.set(type, days);
    }
  }
  return grouped;
}
