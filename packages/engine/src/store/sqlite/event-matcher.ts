import type BetterSqlite3 from "better-sqlite3";
import type { EventRow } from "../commit.js";

/** A natural key serves as long as the event may still come by the other way: that reaches 24 hours back. */
export const keepNaturalKeysMs = 48 * 3_600_000;

/** An event on its way into a stream that two ways lead to. */
export interface KeyedEvent {
  readonly streamId: number;
  readonly id: Uint8Array;
  readonly naturalKey: Uint8Array;
  readonly row: EventRow;
  /** The commit number it gets if it is new. */
  readonly seq: number;
  readonly at: number;
  /** It comes by the other way than the stream's own. */
  readonly isProvisional: boolean;
}

/**
 * What became of it.
 * - `new`: stored.
 * - `confirmed`: the other way had brought it; it stands now as its own way tells it.
 * - `known`: stored before.
 */
export type Placement = "new" | "confirmed" | "known";

/** Inserts an event unless one with its id is stored; true when it was. */
export type InsertEvent = (event: Omit<KeyedEvent, "naturalKey" | "at" | "isProvisional">) => boolean;

/**
 * Stores an event that comes by two ways once. Its own way is the authority: everything it lists is stored, true twins
 * included, and what the other way brought takes its form. The other way only adds what nothing is known of: whatever
 * shares its natural key with a stored event is left to the own way to bring.
 */
export function createEventMatcher(
  database: BetterSqlite3.Database,
  insert: InsertEvent,
): (event: KeyedEvent) => Placement {
  const findKeys = database.prepare<[number, Uint8Array], { seq: number; provisional: number }>(
    "SELECT seq, provisional FROM natural_keys WHERE stream_id = ? AND key = ? ORDER BY seq",
  );
  const findEvent = database
    .prepare<[number, number, Uint8Array], number>(
      "SELECT seq FROM events WHERE stream_id = ? AND time = ? AND id = ?",
    )
    .pluck();
  const keepKey = database.prepare(
    "INSERT INTO natural_keys (stream_id, key, seq, time, provisional) VALUES (?, ?, ?, ?, ?)",
  );
  const settleKey = database.prepare(
    "UPDATE natural_keys SET provisional = 0 WHERE stream_id = ? AND key = ? AND seq = ?",
  );
  const replaceEvent = database.prepare(`
    UPDATE events SET time = ?, id = ?, sender = ?, recipient = ?, url = ?, host = ?, action = ?, verdict = ?,
      source_address = ?, message_id = ?, subject = ?, occurrences = ?, raw = ? WHERE seq = ?`);

  const keep = ({ streamId, naturalKey, row, seq }: KeyedEvent, provisional: 0 | 1): Placement => {
    keepKey.run(streamId, naturalKey, seq, row[0], provisional);
    return "new";
  };
  /** The type is part of what both ways have in common, and the time wherever the record has one: rollups stay. */
  const confirm = ({ streamId, naturalKey, id, row }: KeyedEvent, seq: number): boolean => {
    const [time, , ...columns] = row;
    settleKey.run(streamId, naturalKey, seq);
    return replaceEvent.run(time, id, ...columns, seq).changes === 1;
  };
  const placeOwn = (event: KeyedEvent): Placement => {
    const { streamId, naturalKey, id, row, at } = event;
    const known = findKeys.all(streamId, naturalKey);
    const waiting = known.filter(({ provisional }) => provisional === 1);
    if (waiting.length > 0) {
      const same = findEvent.get(streamId, row[0], id);
      const chosen = same === undefined ? waiting[0] : waiting.find(({ seq }) => seq === same);
      if (chosen !== undefined && confirm(event, chosen.seq)) return "confirmed";
    }
    if (!insert(event)) return "known";
    return row[0] > at - keepNaturalKeysMs ? keep(event, 0) : "new";
  };
  const placeProvisional = (event: KeyedEvent): Placement => {
    const isKnown = findKeys.get(event.streamId, event.naturalKey) !== undefined;
    return isKnown || !insert(event) ? "known" : keep(event, 1);
  };
  return (event) => (event.isProvisional ? placeProvisional(event) : placeOwn(event));
}
