import type { FileState, Store } from "../store/index.js";

/** What was read of a feed's files: those of a listing, or the answers of a chain. Times are milliseconds since the epoch. */
export interface FileTotals {
  /** How many stand in each state. `reading`: being read, or cut off while it was. */
  readonly counts: Readonly<Record<FileState, number>>;
  /** Lines committed, repeats included. */
  readonly lines: number;
  /** Bytes as the tenant serves them, mostly packed. */
  readonly sizeBytes: number;
  /** The event time they cover: of their oldest and their newest record. An estimate of what was read; null: no record yet. */
  readonly from: number | null;
  readonly until: number | null;
}

/** One file or answer, and how far it was read. */
export interface LedgerFile {
  /** The event type its listing is of; empty where there is only one. */
  readonly part: string;
  readonly name: string;
  readonly state: FileState;
  /** What broke it. */
  readonly reason: string | null;
  /** What mends it; null: nothing needs to, or can. */
  readonly mend: string | null;
  /** Lines committed so far. */
  readonly lines: number;
  /** How many it will have, by its size and the files that were read; the same as `lines` when it was read whole; null: nobody can tell. */
  readonly ofLines: number | null;
  readonly sizeBytes: number | null;
  readonly stored: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly attempts: number;
  /** When it is asked for again. */
  readonly retryAt: number | null;
  /** Of its oldest and newest record so far: the event time it covers. */
  readonly from: number | null;
  readonly until: number | null;
  readonly updatedAt: number;
}

/** Files of one feed. */
export interface FeedFiles {
  readonly feed: string;
  readonly totals: FileTotals;
  /** The latest first; only those that are not complete, where no others were asked for. */
  readonly files: readonly LedgerFile[];
}

const again = "Nothing: it is asked for again by itself, until the tenant holds it no more.";

export async function readFileTotals(store: Store, streamId: number): Promise<FileTotals> {
  const rows = await store.read
    .selectFrom("files")
    .select(({ fn }) => [
      "state",
      // Old ones are joined, and stand for as many as they were.
      fn.sum<number>("files").as("count"),
      fn.sum<number>("lines").as("lines"),
      fn.sum<number | null>("size_bytes").as("size"),
      fn.min("first_event_at").as("first"),
      fn.max("last_event_at").as("last"),
    ])
    .where("stream_id", "=", streamId)
    .groupBy("state")
    .execute();
  const counts = { complete: 0, reading: 0, incomplete: 0, lost: 0 };
  for (const { state, count } of rows) counts[state as FileState] = count;
  const froms = rows.flatMap(({ first }) => first ?? []);
  const untils = rows.flatMap(({ last }) => last ?? []);
  return {
    counts,
    lines: rows.reduce((sum, { lines }) => sum + lines, 0),
    sizeBytes: rows.reduce((sum, { size }) => sum + (size ?? 0), 0),
    from: froms.length === 0 ? null : Math.min(...froms),
    until: untils.length === 0 ? null : Math.max(...untils),
  };
}

/**
 * The files of a stream, the latest first. `since`: complete ones too, that hold something from then on; null: all
 * there are; absent: only those that are not complete.
 */
export async function listFiles(
  store: Store,
  { streamId, since }: { streamId: number; since: number | null | undefined },
): Promise<LedgerFile[]> {
  const rows = await store.read
    .selectFrom("files")
    .selectAll()
    .where("stream_id", "=", streamId)
    .$if(since === undefined, (query) => query.where("state", "<>", "complete"))
    .$if(typeof since === "number", (query) =>
      query.where((is) => is.or([is("last_event_at", ">=", since ?? 0), is("state", "<>", "complete")])),
    )
    .orderBy("updated_at", "desc")
    .orderBy("name")
    .execute();
  if (rows.length === 0) return [];
  const bytesOfLine = await readLineSizes(store, streamId);
  return rows.map((row) => {
    const state = row.state as FileState;
    const isOpen = state === "reading" || state === "incomplete";
    const bytes = bytesOfLine.get(row.part);
    const expected =
      row.size_bytes === null || bytes === undefined ? null : Math.round(row.size_bytes / bytes);
    return {
      part: row.part,
      name: row.name,
      state,
      reason: row.reason,
      mend: isOpen ? again : null,
      lines: row.lines,
      ofLines: state === "complete" ? row.lines : expected === null ? null : Math.max(expected, row.lines),
      sizeBytes: row.size_bytes,
      stored: row.stored,
      duplicates: row.duplicates,
      quarantined: row.quarantined,
      attempts: row.attempts,
      retryAt: row.retry_at,
      from: row.first_event_at,
      until: row.last_event_at,
      updatedAt: row.updated_at,
    };
  });
}

/** Bytes that a line takes as it is served, by part, from the files that were read whole. */
async function readLineSizes(store: Store, streamId: number): Promise<Map<string, number>> {
  const rows = await store.read
    .selectFrom("files")
    .select(({ fn }) => [
      "part",
      fn.sum<number>("size_bytes").as("size"),
      fn.sum<number>("lines").as("lines"),
    ])
    .where("stream_id", "=", streamId)
    .where("state", "=", "complete")
    .where("size_bytes", ">", 0)
    .where("lines", ">", 0)
    .groupBy("part")
    .execute();
  return new Map(rows.map(({ part, size, lines }) => [part, size / lines]));
}
