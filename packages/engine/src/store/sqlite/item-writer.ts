import type BetterSqlite3 from "better-sqlite3";
import type { Commit } from "../commit.js";

/** Keeps the lists that are polled whole as the commits say they stand. */
export function createItemWriter(database: BetterSqlite3.Database): (commit: Commit) => void {
  const put = database.prepare(`
    INSERT INTO snapshot_items (stream_id, id, digest, part, raw) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (stream_id, id) DO UPDATE SET digest = excluded.digest, raw = excluded.raw`);
  const remove = database.prepare("DELETE FROM snapshot_items WHERE stream_id = ? AND id = ?");
  return ({ streamId, items = [] }) => {
    for (const item of items) {
      if (item.state === "gone") remove.run(streamId, item.id);
      else put.run(streamId, item.id, item.digest, item.part, item.raw);
    }
  };
}
