import type { Transaction } from "kysely";
import type { Recorder } from "../audit/index.js";
import type { Credential } from "../credentials/index.js";
import type { Database, Store } from "../store/index.js";
import type { Connection, RemovedConnection } from "./connection.js";
import { describeConnection } from "./describe.js";

/**
 * Removes a connection with its ledger and the credentials nobody else uses. Its events stay, found under a name
 * that says so, unless they are to go too; the runs of its actions stay with them.
 */
export async function removeConnection(
  store: Store,
  request: { connection: Connection; keepEvents: boolean; now: number; record: Recorder },
): Promise<RemovedConnection> {
  const { connection, keepEvents, now, record } = request;
  const { id, name } = connection;
  const keptName = `${name}~removed-${new Date(now).toISOString().slice(0, 19).replaceAll(":", "")}`;
  return await store.control.transaction().execute(async (transaction) => {
    // Nothing will be matched any more.
    await transaction
      .deleteFrom("natural_keys")
      .where("stream_id", "in", streamsOf(transaction, id))
      .execute();
    const eventsRemoved = keepEvents ? 0 : await removeEvents(transaction, id);
    for (const table of ["intents", "budgets", "addresses"] as const)
      await transaction.deleteFrom(table).where("connection_id", "=", id).execute();
    const orphans = credentialsOfNobodyElse(connection);
    if (keepEvents) {
      await transaction
        .updateTable("connections")
        .set({ name: keptName, removed_at: now, acting_credential_id: null, proxy_credential_id: null })
        .where("id", "=", id)
        .execute();
    } else {
      await removeRecords(transaction, id);
    }
    for (const credential of orphans) await eraseCredential(transaction, { credential, keepEvents });
    const result = {
      eventsKeptAs: keepEvents ? keptName : null,
      eventsRemoved,
      credentialsRemoved: orphans.map((credential) => credential.name),
    };
    const body = { before: describeConnection(connection), ...result };
    await record(transaction, { kind: "connection.removed", connection: name, subject: name, body });
    return { name, ...result };
  });
}

function credentialsOfNobodyElse(connection: Connection): Credential[] {
  const used = new Map<string, Credential>();
  for (const credential of [connection.credential, connection.actingCredential, connection.proxyCredential]) {
    if (credential?.usedBy.every((user) => user === connection.name)) used.set(credential.id, credential);
  }
  return [...used.values()];
}

function streamsOf(transaction: Transaction<Database>, connectionId: string) {
  return transaction.selectFrom("streams").select("id").where("connection_id", "=", connectionId);
}

async function removeEvents(transaction: Transaction<Database>, connectionId: string): Promise<number> {
  const streams = streamsOf(transaction, connectionId);
  const { numDeletedRows } = await transaction
    .deleteFrom("events")
    .where("stream_id", "in", streams)
    .executeTakeFirstOrThrow();
  for (const table of [
    "rollups",
    "quarantine",
    "snapshot_items",
    "files",
    "windows",
    "checkpoints",
  ] as const) {
    await transaction.deleteFrom(table).where("stream_id", "in", streams).execute();
  }
  await transaction.deleteFrom("streams").where("connection_id", "=", connectionId).execute();
  return Number(numDeletedRows);
}

/** In the order of their references: an undo names the run it takes back. */
async function removeRecords(transaction: Transaction<Database>, connectionId: string): Promise<void> {
  const runIds = transaction.selectFrom("runs").select("id").where("connection_id", "=", connectionId);
  const planIds = transaction.selectFrom("plans").select("id").where("connection_id", "=", connectionId);
  await transaction.deleteFrom("approvals").where("plan_id", "in", planIds).execute();
  await transaction.deleteFrom("run_items").where("run_id", "in", runIds).execute();
  for (const table of ["containments", "plans", "gone_objects"] as const)
    await transaction.deleteFrom(table).where("connection_id", "=", connectionId).execute();
  const runs = transaction.deleteFrom("runs").where("connection_id", "=", connectionId);
  await runs.where("undoes", "is not", null).execute();
  await runs.execute();
  await transaction.deleteFrom("connection_history").where("connection_id", "=", connectionId).execute();
  await transaction.deleteFrom("connections").where("id", "=", connectionId).execute();
}

/** A kept connection still names its credential, so the row stays and only its secrets go. */
async function eraseCredential(
  transaction: Transaction<Database>,
  { credential, keepEvents }: { credential: Credential; keepEvents: boolean },
): Promise<void> {
  if (!keepEvents) {
    await transaction.deleteFrom("credentials").where("id", "=", credential.id).execute();
    return;
  }
  await transaction
    .updateTable("credentials")
    .set({
      name: `${credential.name}~removed-${credential.id}`,
      sealed: "{}",
      hints: "{}",
      wrapped_key: new Uint8Array(),
    })
    .where("id", "=", credential.id)
    .execute();
}
