import type { Kysely } from "kysely";
import type { Database, Store } from "../store/index.js";
import type { ConnectionHistoryEntry, ConnectionState } from "./connection.js";

/** Writes a state down if it is another than the last one. */
export async function recordState(
  store: Store,
  entry: { connectionId: string; at: number; state: ConnectionState; reason: string | null },
): Promise<void> {
  const { connectionId, at, state, reason } = entry;
  if ((await readLast(store.read, connectionId)) === state) return;
  // Looked at again where nobody writes in between.
  await store.control.transaction().execute(async (transaction) => {
    if ((await readLast(transaction, connectionId)) === state) return;
    await transaction
      .insertInto("connection_history")
      .values({ connection_id: connectionId, at, state, reason })
      .execute();
  });
}

async function readLast(database: Kysely<Database>, connectionId: string): Promise<string | null> {
  const last = await database
    .selectFrom("connection_history")
    .select("state")
    .where("connection_id", "=", connectionId)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.state ?? null;
}

/** The oldest first. */
export async function readHistory(store: Store, connectionId: string): Promise<ConnectionHistoryEntry[]> {
  const rows = await store.read
    .selectFrom("connection_history")
    .select(["at", "state", "reason"])
    .where("connection_id", "=", connectionId)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as ConnectionState }));
}

export async function wasTested(store: Store, connectionId: string): Promise<boolean> {
  const history = await readHistory(store, connectionId);
  return history.some(
    ({ state }) => state !== "draft" && state !== "paused" && state !== "waiting-for-propagation",
  );
}
