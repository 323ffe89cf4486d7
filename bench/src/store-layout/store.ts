import { statSync } from "node:fs";
import Database from "better-sqlite3";
import type { StoredEvent } from "./events.js";
import { type Layout, lookups, partitionOf, type Span } from "./layouts.js";

export interface Settings {
  readonly batchSize: number;
  readonly pageSize: number;
  readonly autocheckpointPages: number;
  readonly autoVacuum: "NONE" | "INCREMENTAL";
  readonly synchronous: "FULL" | "NORMAL";
}
export const defaultSettings: Settings = {
  batchSize: 2_000,
  pageSize: 4_096,
  autocheckpointPages: 1_000,
  autoVacuum: "NONE",
  synchronous: "FULL",
};

export interface Store {
  readonly layout: Layout;
  readonly settings: Settings;
  readonly database: Database.Database;
  readonly partitions: ReadonlyMap<string, Span>;
  /** Inserts what is new, in commits of the batch size; answers the milliseconds of each commit. */
  readonly insert: (events: readonly StoredEvent[]) => number[];
  readonly fileBytes: () => number;
}

export const columns =
  "stream, time_ms, id, type, sender, recipient, url, host, action, source_ip, message_id, subject, occurrences, raw";

export function valuesOf(event: StoredEvent): (number | string | Buffer | null)[] {
  return [
    event.stream,
    event.timeMs,
    event.id,
    event.type,
    event.sender,
    event.recipient,
    event.url,
    event.host,
    event.action,
    event.sourceIp,
    event.messageId,
    event.subject,
    event.occurrences,
    event.raw,
  ];
}

/** 53 bits: what a JavaScript number holds exactly. Collisions are settled by comparing the text as well. */
export function hashOf(text: string | null): number | null {
  if (text === null) return null;
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high ^= Math.imul(low ^ (low >>> 15), 2_246_822_507);
  low ^= Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}

export function openDatabase(file: string, settings: Settings): Database.Database {
  const database = new Database(file);
  database.pragma(`page_size = ${settings.pageSize}`);
  database.pragma(`auto_vacuum = ${settings.autoVacuum}`);
  database.pragma("journal_mode = WAL");
  database.pragma(`synchronous = ${settings.synchronous}`);
  database.pragma(`wal_autocheckpoint = ${settings.autocheckpointPages}`);
  database.pragma("cache_size = -65536");
  return database;
}

export function openStore(file: string, layout: Layout, settings: Settings): Store {
  const database = openDatabase(file, settings);
  const partitions = new Map<string, Span>();
  const statements = new Map<string, Database.Statement>();
  const names = layout.hashedLookups
    ? `${columns}, ${lookups.map((column) => `${column}_hash`).join(", ")}`
    : columns;
  const places = names.replaceAll(/\w+/g, "?");
  let nextNumber = 1;
  let span: Span | undefined;
  let statement: Database.Statement | undefined;

  function statementFor(timeMs: number): Database.Statement {
    if (statement !== undefined && span !== undefined && timeMs >= span.fromMs && timeMs < span.untilMs)
      return statement;
    span = partitionOf(layout.period, timeMs);
    statement = statements.get(span.table);
    if (statement !== undefined) return statement;
    database.exec(layout.create(span.table));
    partitions.set(span.table, span);
    statement = database.prepare(
      `INSERT INTO ${span.table} (commit_number, ${names}) VALUES (?, ${places})
       ON CONFLICT (${layout.dedupeKey}) DO NOTHING`,
    );
    statements.set(span.table, statement);
    return statement;
  }

  const commit = database.transaction((events: readonly StoredEvent[]) => {
    for (const event of events) {
      const values = valuesOf(event);
      if (layout.hashedLookups) {
        values.push(
          hashOf(event.sender),
          hashOf(event.recipient),
          hashOf(event.host),
          hashOf(event.messageId),
        );
      }
      nextNumber += statementFor(event.timeMs).run(nextNumber, ...values).changes;
    }
  });

  return {
    layout,
    settings,
    database,
    partitions,
    insert: (events) => {
      const commitsMs: number[] = [];
      for (let from = 0; from < events.length; from += settings.batchSize) {
        const batch = events.slice(from, from + settings.batchSize);
        const startedMs = performance.now();
        commit(batch);
        commitsMs.push(performance.now() - startedMs);
      }
      return commitsMs;
    },
    fileBytes: () => {
      database.pragma("wal_checkpoint(TRUNCATE)");
      return statSync(file).size;
    },
  };
}
