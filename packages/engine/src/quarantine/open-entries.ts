import type { Store } from "../store/index.js";

/** More than these are not looked for while reading: `postern quarantine retry` settles what is left. */
const maxEntries = 10_000;

interface OpenEntry {
  readonly id: number;
  readonly line: number | null;
}

/** What of a stream is in quarantine, by its source: what is read whole later settles it. */
export type OpenEntries = ReadonlyMap<string, readonly OpenEntry[]>;

export async function readOpenEntries(store: Store, streamId: number): Promise<OpenEntries> {
  const rows = await store.read
    .selectFrom("quarantine")
    .select(["id", "source", "line"])
    .where("stream_id", "=", streamId)
    .where("settled_at", "is", null)
    .orderBy("id", "desc")
    .limit(maxEntries)
    .execute();
  const entries = new Map<string, OpenEntry[]>();
  for (const { id, source, line } of rows) {
    const known = entries.get(source) ?? [];
    known.push({ id, line });
    entries.set(source, known);
  }
  return entries;
}
