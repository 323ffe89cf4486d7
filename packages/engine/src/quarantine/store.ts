import type { Recorder } from "../audit/index.js";
import { PosternError } from "../errors/index.js";
import type { RecordSource } from "../feeds/index.js";
import type { SettledBy, Store } from "../store/index.js";
import type { QuarantineEntry, QuarantineFilter } from "./entry.js";

const usualLimit = 1000;

function select(store: Store, { connection, feed, ids, all }: QuarantineFilter) {
  let query = store.read
    .selectFrom("quarantine")
    .innerJoin("streams", "streams.id", "quarantine.stream_id")
    .innerJoin("connections", "connections.id", "streams.connection_id");
  if (connection !== undefined) query = query.where("connections.name", "=", connection);
  if (feed !== undefined) query = query.where("streams.feed", "=", feed);
  if (ids !== undefined) query = query.where("quarantine.id", "in", [...ids]);
  return all ? query : query.where("quarantine.settled_at", "is", null);
}

/** The newest first, without their bytes. */
export async function listQuarantine(store: Store, filter: QuarantineFilter): Promise<QuarantineEntry[]> {
  const rows = await select(store, filter)
    .select([
      "quarantine.id",
      "connections.name",
      "streams.feed",
      "quarantine.source",
      "quarantine.line",
      "quarantine.reason",
      "quarantine.detail",
      "quarantine.truncated",
      "quarantine.at",
      "quarantine.settled_at",
      "quarantine.settled_by",
    ])
    .select((build) => build.fn<number>("length", ["quarantine.bytes"]).as("size"))
    .orderBy("quarantine.id", "desc")
    .limit(filter.limit ?? usualLimit)
    .execute();
  return rows.map(({ name, size, truncated, settled_at: at, settled_by: by, ...row }) => ({
    ...row,
    connection: name,
    sizeBytes: size,
    truncated: truncated === 1,
    settled: at === null ? null : { at, by: by as SettledBy },
  }));
}

/** Throws `bad-usage` where there is none of that id. */
export async function readQuarantined(
  store: Store,
  id: number,
): Promise<{ entry: QuarantineEntry; bytes: Uint8Array }> {
  const [entry] = await listQuarantine(store, { ids: [id], all: true });
  const row = await store.read
    .selectFrom("quarantine")
    .select("bytes")
    .where("id", "=", id)
    .executeTakeFirst();
  if (entry === undefined || row === undefined) throw unknownEntry(id);
  return { entry, bytes: row.bytes };
}

export function unknownEntry(id: number): PosternError {
  return new PosternError(
    "bad-usage",
    `Nothing in quarantine has the id ${id}. List what is there with \`postern quarantine list\`; --all shows what is settled, too.`,
  );
}

/** Bytes to be tried again, with what decoding needs. */
export interface Retriable {
  readonly id: number;
  readonly line: number | null;
  readonly reason: string;
  readonly truncated: boolean;
  readonly bytes: Uint8Array;
  readonly source: RecordSource & { readonly name: string };
}

/** Those of a stream with ids in a span, one by one: a file can be large. */
export async function* retriables(
  store: Store,
  { streamId, from, until }: { streamId: number; from: number; until: number },
): AsyncGenerator<Retriable> {
  let after = from - 1;
  for (;;) {
    const row = await store.read
      .selectFrom("quarantine")
      .selectAll()
      .where("stream_id", "=", streamId)
      .where("id", ">", after)
      .where("id", "<", until)
      .where("settled_at", "is", null)
      .orderBy("id")
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return;
    after = row.id;
    yield {
      id: row.id,
      line: row.line,
      reason: row.reason,
      truncated: row.truncated === 1,
      bytes: row.bytes,
      source: {
        name: row.source,
        part: row.part ?? "",
        fileName: row.file_name,
        // Of what an older version kept, nothing but its arrival tells the time.
        fallbackTime: row.fallback_time ?? row.at,
      },
    };
  }
}

/** Takes them away for good. Gives how many there were. */
export async function discardQuarantined(
  store: Store,
  { entries, record }: { entries: readonly QuarantineEntry[]; record: Recorder },
): Promise<number> {
  const ids = entries.map(({ id }) => id);
  return await store.control.transaction().execute(async (transaction) => {
    const gone = await transaction
      .deleteFrom("quarantine")
      .where("id", "in", ids)
      .returning("stream_id")
      .execute();
    for (const { stream_id } of gone) {
      await transaction
        .updateTable("streams")
        .set((eb) => ({ quarantined: eb("quarantined", "-", 1) }))
        .where("id", "=", stream_id)
        .execute();
    }
    for (const connection of new Set(entries.map((entry) => entry.connection))) {
      const before = entries
        .filter((entry) => entry.connection === connection)
        .map(({ id, feed, source, line, reason, sizeBytes }) => ({
          id,
          feed,
          source,
          line,
          reason,
          sizeBytes,
        }));
      const deed = { kind: "quarantine.discarded", connection, subject: "quarantine" } as const;
      await record(transaction, { ...deed, body: { before } });
    }
    return gone.length;
  });
}
