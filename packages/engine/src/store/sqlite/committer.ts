import BetterSqlite3 from "better-sqlite3";
import { PosternError } from "../../errors/postern-error.js";
import type { ErrorCode } from "../../errors/table.js";
import { type Commit, type CommitResult, type EventRow, idBytes } from "../commit.js";
import { createEventMatcher, type InsertEvent, type Placement } from "./event-matcher.js";
import { createFileJoiner } from "./file-joiner.js";
import { createItemWriter } from "./item-writer.js";
import { createPollWriter } from "./poll-writer.js";
import type { CommitOutcome } from "./protocol.js";

const hourMs = 3_600_000;

/** What the events of one commit amount to. */
interface Tally {
  stored: number;
  duplicates: number;
  firstEventAt: number | null;
  lastEventAt: number | null;
  /** Hour and type → events newly stored. */
  readonly hours: Map<string, { hour: number; type: string; events: number }>;
}

/**
 * Commits that wait at the same time share one transaction, and so one wait for the disk; each stands or falls by
 * itself. None is told as done before all are durable.
 */
export function createCommitter(
  database: BetterSqlite3.Database,
): (commits: readonly Commit[]) => CommitOutcome[] {
  const apply = database.transaction(createApplier(database));
  const attempt = (commit: Commit): CommitOutcome => {
    try {
      return { ok: true, result: apply(commit) };
    } catch (error) {
      // A full disk or a broken file ends the whole transaction: then nobody's commit stands.
      if (!database.inTransaction) throw error;
      return { ok: false, ...describeFailure(error) };
    }
  };
  return database.transaction((commits: readonly Commit[]) => commits.map(attempt)).immediate;
}

export function describeFailure(error: unknown): { code: ErrorCode; message: string } {
  if (error instanceof PosternError) return { code: error.code, message: error.message };
  const message = error instanceof Error ? error.message : String(error);
  return { code: isOfTheDisk(error) ? "store-unwritable" : "store-failed", message };
}

/** What a disk does to a sound store, and what passes. */
function isOfTheDisk(error: unknown): boolean {
  return (
    error instanceof BetterSqlite3.SqliteError &&
    /^SQLITE_(?:FULL|IOERR|READONLY|CANTOPEN|BUSY)/.test(error.code)
  );
}

/**
 * The hand-written path of inserting, and the single place where a checkpoint moves: events, quarantine, items of
 * snapshots, ledger, checkpoint and rollups together, refused when the lease is no longer ours.
 */
function createApplier(database: BetterSqlite3.Database): (commit: Commit) => CommitResult {
  const insertEvents = createEventInserter(database);
  const insertQuarantine = createQuarantineInserter(database);
  const writeItems = createItemWriter(database);
  const writeLedger = createLedgerWriter(database);
  const writePoll = createPollWriter(database);
  const leaseToken = database.prepare("SELECT token FROM leases WHERE principal = ?").pluck();
  const countStream = database.prepare(`
    UPDATE streams SET stored = stored + :stored, duplicates = duplicates + :duplicates,
      quarantined = quarantined + :quarantined,
      last_event_at = max(ifnull(last_event_at, :lastEventAt), ifnull(:lastEventAt, last_event_at)),
      reading_from = :readingFrom, reading_until = :readingUntil,
      last_arrival_at = CASE WHEN :stored > 0 THEN :at ELSE last_arrival_at END
    WHERE id = :streamId`);

  return (commit) => {
    if (leaseToken.get(commit.lease.principal) !== commit.lease.token) {
      throw new PosternError("lease-lost", "Another process has taken over this principal's work.");
    }
    if (commit.poll !== undefined) {
      writePoll(commit);
      return { stored: 0, duplicates: 0 };
    }
    const tally = insertEvents(commit);
    const quarantined = insertQuarantine(commit);
    writeItems(commit);
    writeLedger(commit, { tally, quarantined });
    countStream.run({
      streamId: commit.streamId,
      at: commit.at,
      stored: tally.stored,
      duplicates: tally.duplicates,
      quarantined,
      lastEventAt: tally.lastEventAt,
      readingFrom: commit.reading?.from ?? null,
      readingUntil: commit.reading?.until ?? null,
    });
    return { stored: tally.stored, duplicates: tally.duplicates };
  };
}

function createEventInserter(database: BetterSqlite3.Database): (commit: Commit) => Tally {
  const lastSeq = database.prepare("SELECT seq FROM event_sequence").pluck();
  const keepSeq = database.prepare("UPDATE event_sequence SET seq = ?");
  const insert = database.prepare(`
    INSERT INTO events (seq, stream_id, time, id, type, sender, recipient, url, host, action, verdict,
      source_address, message_id, subject, occurrences, raw)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (stream_id, time, id) DO NOTHING`);
  const raiseOccurrences = database.prepare(`
    UPDATE events SET occurrences = max(occurrences, ?) WHERE stream_id = ? AND time = ? AND id = ?`);
  const addRollup = database.prepare(`
    INSERT INTO rollups (stream_id, hour, type, events) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET events = events + excluded.events`);

  const insertEvent: InsertEvent = ({ seq, streamId, id, row: [time, type, ...columns] }) =>
    insert.run(seq, streamId, time, id, type, ...columns).changes === 1;
  const match = createEventMatcher(database, insertEvent);
  const keptSince = database.prepare("SELECT ifnull(kept_since, -1e15) FROM streams WHERE id = ?").pluck();

  return ({ events, provisionalIn, streamId: ownId, at }) => {
    const tally: Tally = {
      stored: 0,
      duplicates: 0,
      firstEventAt: null,
      lastEventAt: null,
      hours: new Map(),
    };
    if (events === undefined || events.rows.length === 0) return tally;
    const streamId = provisionalIn ?? ownId;
    const isProvisional = provisionalIn !== undefined;
    const { ids, rows, naturalKeys } = events;
    const before = Number(lastSeq.get());
    let seq = before;
    const knownBefore = Number(keptSince.get(streamId));
    const place = (event: Parameters<InsertEvent>[0], index: number): Placement => {
      // Retention has taken what is older: it must not return as new.
      if (event.row[0] < knownBefore) return "known";
      if (naturalKeys === undefined) return insertEvent(event) ? "new" : "known";
      return match({ ...event, naturalKey: sliceId(naturalKeys, index), at, isProvisional });
    };
    rows.forEach((row, index) => {
      const [time] = row;
      const id = sliceId(ids, index);
      const placement = place({ seq: seq + 1, streamId, id, row }, index);
      if (placement === "new") {
        seq += 1;
        countNew(tally, row);
      }
      if (placement === "known") tally.duplicates += 1;
      else tally.stored += 1;
      const occurrences = row[11];
      // The other way repeats events from page to page: that makes no twins.
      if (placement === "known" && occurrences > 1 && !isProvisional)
        raiseOccurrences.run(occurrences, streamId, time, id);
      tally.firstEventAt = Math.min(tally.firstEventAt ?? time, time);
      tally.lastEventAt = Math.max(tally.lastEventAt ?? time, time);
    });
    if (seq > before) keepSeq.run(seq);
    for (const { hour, type, events: count } of tally.hours.values())
      addRollup.run(streamId, hour, type, count);
    return tally;
  };
}

function sliceId(packed: Uint8Array, index: number): Uint8Array {
  return packed.subarray(index * idBytes, (index + 1) * idBytes);
}

function countNew(tally: Tally, [time, type]: EventRow): void {
  const hour = time - (((time % hourMs) + hourMs) % hourMs);
  const key = `${hour} ${type}`;
  const known = tally.hours.get(key);
  if (known === undefined) tally.hours.set(key, { hour, type, events: 1 });
  else known.events += 1;
}

function createQuarantineInserter(database: BetterSqlite3.Database): (commit: Commit) => number {
  // A file that is tried again brings the same bytes: they are kept and counted once. Broken again, it is open again.
  const insert = database.prepare(`
    INSERT INTO quarantine (stream_id, source, line, reason, detail, bytes, truncated, at,
      part, file_name, fallback_time)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET reason = excluded.reason, detail = excluded.detail, bytes = excluded.bytes,
      truncated = excluded.truncated, at = excluded.at, settled_at = NULL, settled_by = NULL
    WHERE settled_at IS NOT NULL`);
  const settle = database.prepare(`
    UPDATE quarantine SET settled_at = ?, settled_by = ?, bytes = x''
    WHERE id = ? AND stream_id = ? AND settled_at IS NULL`);
  return ({ quarantine = [], settled, streamId, at }) => {
    let added = 0;
    for (const id of settled?.ids ?? []) added -= settle.run(at, settled?.by, id, streamId).changes;
    for (const row of quarantine) {
      const { changes } = insert.run(
        streamId,
        row.source,
        row.line,
        row.reason,
        row.detail,
        row.bytes,
        row.truncated ? 1 : 0,
        at,
        row.from?.part ?? null,
        row.from?.fileName ?? null,
        row.from?.fallbackTime ?? null,
      );
      added += changes;
    }
    return added;
  };
}

type LedgerWriter = (commit: Commit, counts: { tally: Tally; quarantined: number }) => void;

function createLedgerWriter(database: BetterSqlite3.Database): LedgerWriter {
  const putWindow = database.prepare(`
    INSERT INTO windows (stream_id, part, from_at, until_at, state, reason, as_of, read_after)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  // Both ends of the beginning are named, so that what comes later is not looked through.
  const removeInside = database.prepare(`
    DELETE FROM windows WHERE stream_id = :streamId AND part = :part
      AND from_at >= :from AND from_at < :until AND until_at <= :until`);
  // What a new entry covers only in part keeps its ends.
  const keepEnd = database.prepare(`
    INSERT INTO windows (stream_id, part, from_at, until_at, state, reason, as_of, read_after)
    SELECT stream_id, part, :until, until_at, state, reason, as_of, read_after FROM windows
    WHERE stream_id = :streamId AND part = :part AND from_at < :until AND until_at > :until`);
  const cutBeginning = database.prepare(`
    DELETE FROM windows WHERE stream_id = :streamId AND part = :part
      AND from_at >= :from AND from_at < :until AND until_at > :until`);
  const cutEnd = database.prepare(`
    UPDATE windows SET until_at = :from
    WHERE stream_id = :streamId AND part = :part AND from_at < :from AND until_at > :from`);
  const putFile = database.prepare(`
    INSERT INTO files (stream_id, part, name, cursor, state, reason, lines, stored, duplicates, quarantined,
      first_event_at, last_event_at, size_bytes, attempts, retry_at, updated_at)
    VALUES (:streamId, :part, :name, :cursor, :state, :reason, :lines, :stored, :duplicates, :quarantined,
      :firstEventAt, :lastEventAt, :sizeBytes, :attempts, :retryAt, :at)
    ON CONFLICT DO UPDATE SET cursor = excluded.cursor, state = excluded.state, reason = excluded.reason,
      lines = excluded.lines, stored = stored + excluded.stored, duplicates = duplicates + excluded.duplicates,
      quarantined = quarantined + excluded.quarantined,
      first_event_at = min(ifnull(first_event_at, excluded.first_event_at), ifnull(excluded.first_event_at, first_event_at)),
      last_event_at = max(ifnull(last_event_at, excluded.last_event_at), ifnull(excluded.last_event_at, last_event_at)),
      size_bytes = excluded.size_bytes, attempts = excluded.attempts, retry_at = excluded.retry_at,
      updated_at = excluded.updated_at`);
  const putCheckpoint = database.prepare(`
    INSERT INTO checkpoints (stream_id, part, position, caught_up_at, ended_at, updated_at)
    VALUES (:streamId, :part, :position, :caughtUpAt, :caughtUpAt, :at)
    ON CONFLICT DO UPDATE SET position = excluded.position, caught_up_at = excluded.caught_up_at,
      ended_at = ifnull(excluded.ended_at, ended_at),
      updated_at = excluded.updated_at`);

  const joinFiles = createFileJoiner(database);

  return (commit, { tally, quarantined }) => {
    const { streamId, at, windows = [], file, checkpoint } = commit;
    for (const { part, from, until, state, reason, asOf, readAfterMs = null } of windows) {
      removeInside.run({ streamId, part, from, until });
      keepEnd.run({ streamId, part, until });
      cutBeginning.run({ streamId, part, from, until });
      cutEnd.run({ streamId, part, from });
      putWindow.run(streamId, part, from, until, state, reason, asOf, readAfterMs);
    }
    if (file !== undefined) {
      putFile.run({
        ...file,
        streamId,
        at,
        quarantined,
        stored: tally.stored,
        duplicates: tally.duplicates,
        firstEventAt: tally.firstEventAt,
        lastEventAt: tally.lastEventAt,
      });
    }
    joinFiles(commit);
    if (checkpoint !== undefined) {
      putCheckpoint.run({ ...checkpoint, streamId, at });
    }
  };
}
