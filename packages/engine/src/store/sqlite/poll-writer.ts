import type BetterSqlite3 from "better-sqlite3";
import type { Commit } from "../commit.js";

/** How a poll ended is a commit like any other: those of several turns share the wait for the disk. */
export function createPollWriter(database: BetterSqlite3.Database): (commit: Commit) => void {
  const put = database.prepare(`
    UPDATE streams SET last_poll_at = :polledAt, next_poll_at = :nextPollAt,
      vendor_at = ifnull(:polledAt + :vendorAheadMs, vendor_at),
      clock_ahead_ms = ifnull(-:vendorAheadMs, clock_ahead_ms)
    WHERE id = :streamId`);
  const putState = database.prepare(`
    UPDATE streams SET state_since = CASE WHEN state = :state THEN state_since ELSE :polledAt END,
      state = :state, code = :code, reason = :reason
    WHERE id = :streamId`);
  return ({ streamId, poll }) => {
    if (poll === undefined) return;
    const { found, ...times } = poll;
    put.run({ ...times, streamId });
    if (found !== null) putState.run({ ...found, streamId, polledAt: times.polledAt });
  };
}
