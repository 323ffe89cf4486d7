import type { Store } from "../store/index.js";

/**
 * `replay`: a span of time is to be read again, asked for by an operator, or by Postern itself after a credential
 * failed. `retry`: what is in quarantine, in a span of ids, is to be decoded again.
 */
export type IntentKind = "replay" | "retry";

export interface Intent {
  readonly id: number;
  readonly feed: string;
  /** Milliseconds since the epoch, or ids; `until` is not in it. */
  readonly from: number;
  readonly until: number;
  readonly askedAt: number;
}

/** Leaves word for whoever collects for the connection; the same asked for twice is one. Gives the intent's id. */
export async function leaveIntent(
  store: Store,
  request: {
    readonly kind: IntentKind;
    readonly connectionId: string;
    readonly feed: string;
    readonly from: number;
    readonly until: number;
    readonly now: number;
  },
): Promise<number> {
  const { kind, connectionId, feed, from, until, now } = request;
  const pending = await store.control
    .selectFrom("intents")
    .select("id")
    .where("connection_id", "=", connectionId)
    .where("state", "=", "pending")
    .where("kind", "=", kind)
    .where("feed", "=", feed)
    .where("from_at", "=", from)
    .where("until_at", "=", until)
    .executeTakeFirst();
  if (pending !== undefined) return pending.id;
  const { id } = await store.control
    .insertInto("intents")
    .values({
      connection_id: connectionId,
      kind,
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
export async function readIntents(
  store: Store,
  { kind, connectionId, feed }: { kind: IntentKind; connectionId: string; feed: string },
): Promise<Intent[]> {
  const rows = await store.read
    .selectFrom("intents")
    .select(["id", "feed", "from_at", "until_at", "asked_at"])
    .where("connection_id", "=", connectionId)
    .where("state", "=", "pending")
    .where("kind", "=", kind)
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

/** How far a replay has come; null: it has not begun. */
export async function readProgress(store: Store, id: number): Promise<string | null> {
  const row = await store.read
    .selectFrom("replay_progress")
    .select("account")
    .where("intent_id", "=", id)
    .executeTakeFirst();
  return row?.account ?? null;
}

export async function keepProgress(
  store: Store,
  { id, account }: { id: number; account: string },
): Promise<void> {
  await store.control
    .insertInto("replay_progress")
    .values({ intent_id: id, account })
    .onConflict((conflict) => conflict.column("intent_id").doUpdateSet({ account }))
    .execute();
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
  await store.control.deleteFrom("replay_progress").where("intent_id", "=", id).execute();
}
