import { join } from "node:path";
import type Database from "better-sqlite3";
import { dayMs, firstMs, streamCount } from "./events.js";
import { bucketedByDay, byMonth, byWeek, commitOrder, type Layout } from "./layouts.js";
import { insertInterleaved } from "./rounds.js";
import { defaultSettings, openStore, type Store } from "./store.js";
import type { Table } from "./table.js";

const deleteBatch = 2_000;
/** 4 MB a step: about as long as a commit of events. */
const vacuumPages = 1_000;

/** Each next() is one write transaction, so its length is how long collecting would have to wait. */
type Steps = Generator<void, void, void>;

interface Way {
  readonly name: string;
  readonly layout: Layout;
  /** A whole month for the monthly partition, 28 days (four whole weeks) for the weekly ones. */
  readonly take: (store: Store, cutoffMs: number) => Steps;
}

const ways: readonly Way[] = [
  { name: "one table, bounded deletes by stream and time", layout: commitOrder, take: deleteByTime },
  { name: "one table, bounded deletes by commit number", layout: commitOrder, take: deleteByNumber },
  {
    name: "one table, lookups led by the day, bounded deletes by stream and time",
    layout: bucketedByDay,
    take: deleteByTime,
  },
  {
    name: "one table, lookups led by the day, bounded deletes by commit number",
    layout: bucketedByDay,
    take: deleteByNumber,
  },
  { name: "monthly table dropped", layout: byMonth, take: dropPartitions },
  { name: "weekly tables dropped", layout: byWeek, take: dropPartitions },
  { name: "weekly tables emptied in batches, then dropped", layout: byWeek, take: emptyThenDrop },
  {
    name: "weekly: indexes dropped one by one, rows in batches, then the table",
    layout: byWeek,
    take: dismantle,
  },
];

export function measureRetention(directory: string, events: number): Table {
  const cutoffMs = firstMs + 31 * dayMs;
  const stores = ways.map(({ layout }, at) =>
    openStore(join(directory, `retention-${at}.db`), layout, {
      ...defaultSettings,
      autoVacuum: "INCREMENTAL",
      autocheckpointPages: 4_000,
    }),
  );
  insertInterleaved(stores, events);
  const rows = stores.flatMap((store, at) => {
    const way = ways[at];
    if (way === undefined) return [];
    const before = { bytes: store.fileBytes(), events: countEvents(store) };
    const taking = timeSteps(way.take(store, cutoffMs));
    const vacuuming = timeSteps(giveBack(store.database));
    const after = { bytes: store.fileBytes(), events: countEvents(store) };
    store.database.close();
    const gone = before.events - after.events;
    return [
      [
        way.name,
        String(gone),
        (taking.totalMs / 1_000).toFixed(2),
        taking.longestMs.toFixed(0),
        (vacuuming.totalMs / 1_000).toFixed(2),
        vacuuming.longestMs.toFixed(0),
        ((gone * 1_000) / (taking.totalMs + vacuuming.totalMs) / 1_000).toFixed(0),
        `${(before.bytes / 1e6).toFixed(0)} → ${(after.bytes / 1e6).toFixed(0)}`,
      ],
    ];
  });
  return {
    title: `Taking away the oldest third of ${events} events, auto_vacuum INCREMENTAL`,
    head: [
      "way",
      "events taken",
      "taking s",
      "longest stall ms",
      "giving back s",
      "longest stall ms",
      "k events/s in all",
      "file MB",
    ],
    rows,
  };
}

function* deleteByTime({ database }: Store, cutoffMs: number): Steps {
  const statement = database.prepare(
    `DELETE FROM events WHERE commit_number IN
     (SELECT commit_number FROM events WHERE stream = ? AND time_ms < ? ORDER BY time_ms LIMIT ${deleteBatch})`,
  );
  for (let stream = 0; stream < streamCount; stream += 1) {
    while (statement.run(stream, cutoffMs).changes > 0) yield;
  }
}

/** Walks the oldest commit numbers; what arrived early but happened late stays behind and is met again. */
function* deleteByNumber({ database }: Store, cutoffMs: number): Steps {
  const last = database
    .prepare<[number, string], number>(
      `SELECT max(last) FROM (SELECT (SELECT max(commit_number) FROM events WHERE stream = value AND time_ms < ?) AS last
       FROM json_each(?))`,
    )
    .pluck();
  const streams = JSON.stringify(Array.from({ length: streamCount }, (_, stream) => stream));
  const until = Number(last.get(cutoffMs, streams));
  const statement = database.prepare(
    "DELETE FROM events WHERE commit_number BETWEEN ? AND ? AND time_ms < ?",
  );
  for (let from = 1; from <= until; from += deleteBatch) {
    statement.run(from, from + deleteBatch - 1, cutoffMs);
    yield;
  }
}

function expired(store: Store, cutoffMs: number): string[] {
  return [...store.partitions.values()]
    .filter(({ untilMs }) => untilMs <= cutoffMs)
    .map(({ table }) => table);
}

function* dropPartitions(store: Store, cutoffMs: number): Steps {
  for (const table of expired(store, cutoffMs)) {
    store.database.exec(`DROP TABLE ${table}`);
    yield;
  }
}

function* emptyThenDrop(store: Store, cutoffMs: number): Steps {
  for (const table of expired(store, cutoffMs)) {
    yield* emptyTable(store.database, table);
    store.database.exec(`DROP TABLE ${table}`);
    yield;
  }
}

/** Indexes named by CREATE INDEX can go first; the dedupe key belongs to the table and goes row by row. */
function* dismantle(store: Store, cutoffMs: number): Steps {
  const named = store.database
    .prepare<[string], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
    )
    .pluck();
  for (const table of expired(store, cutoffMs)) {
    for (const index of named.all(table)) {
      store.database.exec(`DROP INDEX ${index}`);
      yield;
    }
    yield* emptyTable(store.database, table);
    store.database.exec(`DROP TABLE ${table}`);
    yield;
  }
}

function* emptyTable(database: Database.Database, table: string): Steps {
  const statement = database.prepare(
    `DELETE FROM ${table} WHERE commit_number IN
     (SELECT commit_number FROM ${table} ORDER BY commit_number LIMIT ${deleteBatch})`,
  );
  while (statement.run().changes > 0) yield;
}

function* giveBack(database: Database.Database): Steps {
  while (Number(database.pragma("freelist_count", { simple: true })) > 0) {
    database.exec(`PRAGMA incremental_vacuum(${vacuumPages})`);
    yield;
  }
}

function timeSteps(steps: Steps): { totalMs: number; longestMs: number } {
  let totalMs = 0;
  let longestMs = 0;
  for (;;) {
    const startedMs = performance.now();
    const { done } = steps.next();
    const stepMs = performance.now() - startedMs;
    totalMs += stepMs;
    longestMs = Math.max(longestMs, stepMs);
    if (done === true) return { totalMs, longestMs };
  }
}

function countEvents({ database }: Store): number {
  const tables = database
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'events%'")
    .pluck()
    .all();
  return tables.reduce(
    (sum, table) => sum + Number(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()),
    0,
  );
}
