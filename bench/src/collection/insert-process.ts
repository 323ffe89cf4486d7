import { randomFillSync } from "node:crypto";
import { join } from "node:path";
import { type Feed, feeds, openEngine } from "@postern/engine";
import Database from "better-sqlite3";
import { serveOnce } from "./child.js";
import { readSavedFiles, type SavedFile } from "./saved-files.js";
import { commitRows, feed as feedName } from "./setting.js";
import { type Spent, startSpending } from "./spent.js";

export interface InsertRequest {
  readonly directory: string;
  readonly home: string;
  /** Also commit at the end of each file, as a collector must that accounts for every file. */
  readonly commitsPerFile: boolean;
  /** Also count the events by hour and type, in the same commits: what KPIs are answered from. */
  readonly withRollups: boolean;
}

export interface InsertResult extends Spent {
  readonly commits: number;
  /** In COMMIT alone: the write-ahead log written and synced, and its checkpoints. */
  readonly commitSeconds: number;
  readonly longestCommitMs: number;
}

const idBytes = 16;
const hourMs = 3_600_000;
const streamId = 1;

/** Gunzip, parse, extract and insert on one thread, without identity, ledger or progress. */
async function measureInserting(request: InsertRequest): Promise<InsertResult> {
  const { directory, home, commitsPerFile, withRollups } = request;
  // The engine makes the layout, so that both insert into the very same one.
  await (await openEngine({ home })).close();
  const feed = feeds.find(({ name }) => name === feedName);
  if (feed === undefined) throw new Error(`There is no feed ${feedName}.`);
  const writer = openWriter(join(home, "postern.db"), { withRollups });
  const spend = startSpending();
  let events = 0;
  let bytes = 0;
  for (const file of readSavedFiles(directory)) {
    bytes += file.bytes;
    for (const line of file.lines) {
      writer.insert(toRow(feed, { file, line }));
      events += 1;
    }
    if (commitsPerFile) writer.commit();
  }
  writer.commit();
  const spent = spend({ events, bytes });
  return { ...spent, ...writer.close() };
}

type Value = string | number | null;

function toRow(feed: Feed, { file, line }: { file: SavedFile; line: string }): Value[] {
  const record: unknown = JSON.parse(line);
  if (!isRecord(record)) throw new Error(`${file.name} has a line that is no object.`);
  const source = { part: file.part, fileName: file.name, fallbackTime: 0 };
  const fields = feed.extract(record, source);
  return [
    fields.type,
    fields.sender,
    fields.recipient,
    fields.url,
    fields.host,
    fields.action,
    fields.verdict,
    fields.sourceAddress,
    fields.messageId,
    fields.subject,
    1,
    line,
    fields.time,
  ];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface Writer {
  insert(row: readonly Value[]): void;
  commit(): void;
  close(): Pick<InsertResult, "commits" | "commitSeconds" | "longestCommitMs">;
}

function openWriter(path: string, { withRollups }: { withRollups: boolean }): Writer {
  const database = new Database(path);
  // What the engine's writing thread sets.
  for (const pragma of [
    "journal_mode = WAL",
    "synchronous = FULL",
    "cache_size = -65536",
    "journal_size_limit = 67108864",
    // No stream is made for what is inserted here.
    "foreign_keys = OFF",
  ])
    database.pragma(pragma);
  const insert = database.prepare(`
    INSERT INTO events (seq, stream_id, id, type, sender, recipient, url, host, action, verdict, source_address,
      message_id, subject, occurrences, raw, time)
    VALUES (?, ${streamId}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (stream_id, time, id) DO NOTHING`);
  const count = database.prepare(`
    INSERT INTO rollups (stream_id, hour, type, events) VALUES (${streamId}, ?, ?, ?)
    ON CONFLICT DO UPDATE SET events = events + excluded.events`);
  const hours = new Map<string, { hour: number; type: Value; events: number }>();
  const tally = (type: Value, time: number): void => {
    const hour = time - (time % hourMs);
    const key = `${hour} ${type}`;
    const known = hours.get(key);
    if (known === undefined) hours.set(key, { hour, type, events: 1 });
    else known.events += 1;
  };
  const begin = database.prepare("BEGIN IMMEDIATE");
  const end = database.prepare("COMMIT");
  const ids = Buffer.alloc(commitRows * idBytes);
  let seq = 0;
  let rows = 0;
  let commits = 0;
  let commitMs = 0;
  let longestCommitMs = 0;

  const commit = (): void => {
    if (rows === 0) return;
    for (const { hour, type, events } of hours.values()) count.run(hour, type, events);
    hours.clear();
    const startedMs = performance.now();
    end.run();
    const tookMs = performance.now() - startedMs;
    commits += 1;
    commitMs += tookMs;
    longestCommitMs = Math.max(longestCommitMs, tookMs);
    rows = 0;
  };
  return {
    insert(row) {
      if (rows === 0) {
        begin.run();
        randomFillSync(ids);
      }
      const id = ids.subarray(rows * idBytes, (rows + 1) * idBytes);
      seq += insert.run(seq + 1, id, ...row).changes;
      rows += 1;
      if (withRollups) tally(row[0] ?? null, Number(row.at(-1)));
      if (rows === commitRows) commit();
    },
    commit,
    close() {
      database.close();
      return { commits, commitSeconds: commitMs / 1000, longestCommitMs };
    },
  };
}

await serveOnce(measureInserting);
