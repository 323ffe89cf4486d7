import {
  type FileEntry,
  type FileState,
  olderFiles,
  type Store,
  type WindowEntry,
  type WindowState,
} from "../store/index.js";
import { createItemAccount, type ItemAccount } from "./items.js";

export interface CheckpointRow {
  readonly position: string;
  readonly caughtUpAt: number | null;
  /** When the end was reached last, also while reading on. */
  readonly endedAt: number | null;
}

export interface UnfinishedFile extends FileEntry {
  readonly updatedAt: number;
  /** Of the newest record that was read of it; null: none was. */
  readonly newestEventAt: number | null;
}

/** The account of one stream as it stands in the store; only commits change it. */
export interface Ledger {
  windows(): Promise<WindowEntry[]>;
  checkpoint(part: string): Promise<CheckpointRow | null>;
  /** The entries of these files of a listing, by name. */
  files(part: string, names: readonly string[]): Promise<Map<string, FileEntry>>;
  /** What is known of the lists that are polled whole. */
  readonly items: ItemAccount;
  /** Time of the newest event of the files of a part that were read to their end. An estimate of how far it was read. */
  newestFileEvent(part: string): Promise<number | null>;
  /** When the file was read that was read longest ago, of those read to their end and not joined; null: there are none. */
  oldestFileAt(): Promise<number | null>;
  /** Files that are not complete, the longest untouched first. */
  unfinishedFiles(): Promise<UnfinishedFile[]>;
}

const fileColumns = [
  "part",
  "name",
  "cursor",
  "state",
  "reason",
  "lines",
  "size_bytes",
  "attempts",
  "retry_at",
  "updated_at",
] as const;

interface FileColumns {
  part: string;
  name: string;
  cursor: string | null;
  state: string;
  reason: string | null;
  lines: number;
  size_bytes: number | null;
  attempts: number;
  retry_at: number | null;
  updated_at: number;
}

export function createLedger(store: Store, streamId: number): Ledger {
  return {
    items: createItemAccount(store, streamId),
    async windows() {
      const rows = await store.read
        .selectFrom("windows")
        .selectAll()
        .where("stream_id", "=", streamId)
        .orderBy("from_at")
        .execute();
      return rows.map((row) => ({
        part: row.part,
        from: row.from_at,
        until: row.until_at,
        state: row.state as WindowState,
        reason: row.reason,
        asOf: row.as_of,
        ...(row.read_after === null ? {} : { readAfterMs: row.read_after }),
      }));
    },
    async checkpoint(part) {
      const row = await store.read
        .selectFrom("checkpoints")
        .select(["position", "caught_up_at", "ended_at"])
        .where("stream_id", "=", streamId)
        .where("part", "=", part)
        .executeTakeFirst();
      if (row === undefined) return null;
      return { position: row.position, caughtUpAt: row.caught_up_at, endedAt: row.ended_at };
    },
    async files(part, names) {
      if (names.length === 0) return new Map();
      const rows = await store.read
        .selectFrom("files")
        .select(fileColumns)
        .where("stream_id", "=", streamId)
        .where("part", "=", part)
        .where("name", "in", names)
        .execute();
      return new Map(rows.map((row) => [row.name, toFileEntry(row)]));
    },
    async newestFileEvent(part) {
      const row = await store.read
        .selectFrom("files")
        .select((select) => select.fn.max("last_event_at").as("newest"))
        .where("stream_id", "=", streamId)
        .where("part", "=", part)
        .where("state", "=", "complete")
        .executeTakeFirst();
      return row?.newest ?? null;
    },
    async oldestFileAt() {
      const row = await store.read
        .selectFrom("files")
        .select("updated_at")
        .where("stream_id", "=", streamId)
        .where("state", "=", "complete")
        .where("name", "<>", olderFiles)
        .orderBy("updated_at")
        .limit(1)
        .executeTakeFirst();
      return row?.updated_at ?? null;
    },
    async unfinishedFiles() {
      const rows = await store.read
        .selectFrom("files")
        .select([...fileColumns, "last_event_at"])
        .where("stream_id", "=", streamId)
        .where("state", "<>", "complete")
        .orderBy("updated_at")
        .execute();
      return rows.map((row) => ({
        ...toFileEntry(row),
        updatedAt: row.updated_at,
        newestEventAt: row.last_event_at,
      }));
    },
  };
}

function toFileEntry(row: FileColumns): FileEntry {
  return {
    part: row.part,
    name: row.name,
    cursor: row.cursor,
    state: row.state as FileState,
    reason: row.reason,
    lines: row.lines,
    sizeBytes: row.size_bytes,
    attempts: row.attempts,
    retryAt: row.retry_at,
  };
}
