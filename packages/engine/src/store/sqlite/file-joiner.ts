import type BetterSqlite3 from "better-sqlite3";
import { type Commit, olderFiles } from "../commit.js";

interface Row {
  readonly part: string;
  readonly name: string;
}

/** Joins the entries of old files, part by part: what was read and how far it reached stays, the names go. */
export function createFileJoiner(database: BetterSqlite3.Database): (commit: Commit) => void {
  const selectOld = database.prepare<unknown[], Row>(`
    SELECT part, name FROM files
    WHERE stream_id = :streamId AND state = 'complete' AND updated_at < :before AND name <> '${olderFiles}'
    ORDER BY updated_at LIMIT :atMost`);
  const add = database.prepare(`
    INSERT INTO files (stream_id, part, name, cursor, state, reason, lines, stored, duplicates, quarantined,
      first_event_at, last_event_at, size_bytes, attempts, retry_at, updated_at, files)
    SELECT stream_id, part, '${olderFiles}', NULL, state, NULL, lines, stored, duplicates, quarantined,
      first_event_at, last_event_at, size_bytes, attempts, NULL, updated_at, files
    FROM files WHERE stream_id = :streamId AND part = :part AND name = :name
    ON CONFLICT DO UPDATE SET
      lines = lines + excluded.lines, stored = stored + excluded.stored,
      duplicates = duplicates + excluded.duplicates, quarantined = quarantined + excluded.quarantined,
      first_event_at = min(ifnull(first_event_at, excluded.first_event_at), ifnull(excluded.first_event_at, first_event_at)),
      last_event_at = max(ifnull(last_event_at, excluded.last_event_at), ifnull(excluded.last_event_at, last_event_at)),
      size_bytes = ifnull(size_bytes, 0) + ifnull(excluded.size_bytes, 0),
      attempts = attempts + excluded.attempts, updated_at = max(updated_at, excluded.updated_at), files = files + excluded.files`);
  const remove = database.prepare(
    "DELETE FROM files WHERE stream_id = :streamId AND part = :part AND name = :name",
  );
  return ({ streamId, joinFiles }) => {
    if (joinFiles === undefined) return;
    const { before, atMost } = joinFiles;
    for (const { part, name } of selectOld.all({ streamId, before, atMost })) {
      add.run({ streamId, part, name });
      remove.run({ streamId, part, name });
    }
  };
}
