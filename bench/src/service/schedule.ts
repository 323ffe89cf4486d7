import { join } from "node:path";
import Database from "better-sqlite3";
import { cadenceMs, feeds, lookbackHours, startMs } from "./setting.js";

/**
 * Puts polls where they would be after hours of work: each connection's within the time given, evenly spread. Gives when
 * each is due.
 */
export function spreadPolls(
  home: string,
  { now, withinMs }: { now: number; withinMs: number },
): Map<string, number> {
  const dueAt = new Map<string, number>();
  withDatabase(home, (database) => {
    const connections = database
      .prepare<[], { id: string; name: string }>("SELECT id, name FROM connections ORDER BY id")
      .all();
    const open = database.prepare(`
      INSERT INTO streams (connection_id, feed, since, state, state_since) VALUES (?, ?, ?, 'waiting', ?)
      ON CONFLICT DO NOTHING`);
    const put = database.prepare(
      "UPDATE streams SET last_poll_at = ?, next_poll_at = ? WHERE connection_id = ?",
    );
    for (const [index, { id, name }] of connections.entries()) {
      const due = now + Math.floor((withinMs * (index + 0.5)) / connections.length);
      // What the first minute left out.
      for (const feed of feeds) open.run(id, feed, startMs - lookbackHours * 3_600_000, now);
      put.run(due - cadenceMs, due, id);
      dueAt.set(name, due);
    }
  });
  return dueAt;
}

/** Nothing is due for a while. */
export function putOffPolls(home: string, now: number): void {
  withDatabase(home, (database) => {
    database.prepare("UPDATE streams SET last_poll_at = ?, next_poll_at = ?").run(now, now + cadenceMs);
  });
}

function withDatabase(home: string, work: (database: Database.Database) => void): void {
  const database = new Database(join(home, "postern.db"));
  try {
    database.transaction(work)(database);
  } finally {
    database.close();
  }
}
