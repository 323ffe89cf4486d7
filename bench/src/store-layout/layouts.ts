import { dayMs } from "./events.js";

/** A layout is data: the tables of one partition, and how event time chooses the partition. */
export interface Layout {
  readonly name: string;
  readonly about: string;
  readonly period: "none" | "month" | "week";
  readonly dedupeKey: string;
  /** Lookups by integers made from the text: smaller indexes, four more columns. */
  readonly hashedLookups: boolean;
  /** Lookups led by the number of a span this long, so that their newest part alone is written to. */
  readonly bucketMs?: number;
  readonly create: (table: string) => string;
}

export const lookups = ["sender", "recipient", "host", "message_id"] as const;
const plainColumns = `stream INTEGER NOT NULL, time_ms INTEGER NOT NULL, id BLOB NOT NULL, type TEXT NOT NULL,
  sender TEXT, recipient TEXT, url TEXT, host TEXT, action TEXT, source_ip TEXT, message_id TEXT, subject TEXT,
  occurrences INTEGER NOT NULL, raw TEXT NOT NULL`;
const hashColumns = lookups.map((column) => `, ${column}_hash INTEGER`).join("");

function lookupIndexes(table: string, suffix = ""): string {
  return lookups
    .map((column) => `${column}${suffix}`)
    .map((column) => `CREATE INDEX ${table}_${column} ON ${table}(${column}) WHERE ${column} IS NOT NULL;`)
    .join("\n");
}

function appendOnly(table: string): string {
  return `CREATE TABLE ${table} (commit_number INTEGER PRIMARY KEY, ${plainColumns},
    UNIQUE (stream, time_ms, id)) STRICT; ${lookupIndexes(table)}`;
}

const narrow = { dedupeKey: "stream, time_ms, id", hashedLookups: false } as const;

export const randomKey: Layout = {
  name: "L0",
  about: "rowid, UNIQUE(id), index(time)",
  period: "none",
  dedupeKey: "id",
  hashedLookups: false,
  create: (
    table,
  ) => `CREATE TABLE ${table} (commit_number INTEGER PRIMARY KEY, ${plainColumns}, UNIQUE (id)) STRICT;
    CREATE INDEX ${table}_time ON ${table}(time_ms); ${lookupIndexes(table)}`,
};
export const commitOrder: Layout = {
  ...narrow,
  name: "L1",
  about: "rowid = commit number, UNIQUE(stream, time, id)",
  period: "none",
  create: appendOnly,
};
export const clustered: Layout = {
  ...narrow,
  name: "L2",
  about: "WITHOUT ROWID, PRIMARY KEY(stream, time, id)",
  period: "none",
  create: (table) => `CREATE TABLE ${table} (commit_number INTEGER NOT NULL, ${plainColumns},
    PRIMARY KEY (stream, time_ms, id)) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX ${table}_commit ON ${table}(commit_number); ${lookupIndexes(table)}`,
};
export const byMonth: Layout = {
  ...commitOrder,
  name: "L3 month",
  about: "L1, a table per month",
  period: "month",
};
export const byWeek: Layout = {
  ...commitOrder,
  name: "L3 week",
  about: "L1, a table per week",
  period: "week",
};
export const hashed: Layout = {
  ...commitOrder,
  name: "L4",
  about: "L1, lookups over integer hashes",
  hashedLookups: true,
  create: (table) => `CREATE TABLE ${table} (commit_number INTEGER PRIMARY KEY, ${plainColumns}${hashColumns},
    UNIQUE (stream, time_ms, id)) STRICT; ${lookupIndexes(table, "_hash")}`,
};
export const hashedByWeek: Layout = {
  ...hashed,
  name: "L4 week",
  about: "L4, a table per week",
  period: "week",
};

export const bucketedByWeek = bucketed("L5 week", 7 * dayMs);
export const bucketedByDay = bucketed("L5 day", dayMs);

function bucketed(name: string, bucketMs: number): Layout {
  return {
    ...commitOrder,
    name,
    about: `L1, lookups led by the number of the ${bucketMs === dayMs ? "day" : "week"}`,
    bucketMs,
    create: (table) => `CREATE TABLE ${table} (commit_number INTEGER PRIMARY KEY, ${plainColumns},
      bucket INTEGER GENERATED ALWAYS AS (time_ms / ${bucketMs}) VIRTUAL, UNIQUE (stream, time_ms, id)) STRICT;
      ${lookups.map((column) => `CREATE INDEX ${table}_${column} ON ${table}(bucket, ${column}) WHERE ${column} IS NOT NULL;`).join(" ")}`,
  };
}

export const allLayouts = [
  randomKey,
  commitOrder,
  clustered,
  byMonth,
  byWeek,
  hashed,
  hashedByWeek,
  bucketedByWeek,
  bucketedByDay,
] as const;

export interface Span {
  readonly table: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** The partition an event time belongs to. Weeks start on Mondays, as the fourth day after the epoch did. */
export function partitionOf(period: Layout["period"], timeMs: number): Span {
  if (period === "none") return { table: "events", fromMs: -Infinity, untilMs: Infinity };
  if (period === "week") {
    const mondayMs = 4 * dayMs;
    const fromMs = Math.floor((timeMs - mondayMs) / (7 * dayMs)) * 7 * dayMs + mondayMs;
    return { table: tableName(fromMs), fromMs, untilMs: fromMs + 7 * dayMs };
  }
  const date = new Date(timeMs);
  const fromMs = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  return {
    table: tableName(fromMs),
    fromMs,
    untilMs: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1),
  };
}

function tableName(fromMs: number): string {
  return `events_${new Date(fromMs).toISOString().slice(0, 10).replaceAll("-", "")}`;
}
