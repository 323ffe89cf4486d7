import type { Store } from "../store/index.js";

/** A span that is to be read again: asked for by an operator, or by Postern itself after a credential failed. */
export interface ReplayIntent {
  readonly id: number;
  readonly feed: string;
  /** Milliseconds since the epoch; `until` is not in it. */
  readonly from: number;
  readonly until: number;
  readonly askedAt: number;
}

/** Leaves word for whoever collects for the connection. Gives the intent's id. */
export async function askForReplay(
  store: Store,
  request: { connectionId: string; feed: string; from: number; until: number; now: number },
): Promise<number> {
  const { connectionId, feed, from, until, now } = request;
  const { id } = await store.control
    .insertInto("intents")
    .values({
      connection_id: connectionId,
      kind: "replay",
      feed,
      from_at: from,
      until_at: until,
      asked_at: now,
      state: "pending",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** What is asked for and not done yet, the oldest first. */
export async function readReplays(
  store: Store,
  { connectionId, feed }: { connectionId: string; feed: string },
): Promise<ReplayIntent[]> {
  const rows = await store.read
    .selectFrom("intents")
    .select(["id", "feed", "from_at", "until_at", "asked_at"])
    .where("connection_id", "=", connectionId)
    .where("state", "=", "pending")
    .where("kind", "=", "replay")
    .where("feed", "=", feed)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    feed: row.feed,
    from: row.from_at,
    until: row.until_at,
    askedAt: row.asked_at,
  }));
}

/** An intent that is done stays, with what came of it. */
export async function settleIntent(
  store: Store,
  { id, detail, now }: { id: number; detail: string; now: number },
): Promise<void> {
  await store.control
    .updateTable("intents")
    .set({ state: "done", detail, settled_at: now })
    .where("id", "=", id)
    .execute();
}
