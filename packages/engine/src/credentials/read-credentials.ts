import type { Selectable } from "kysely";
import type { Database, Store } from "../store/index.js";
import type { SecretHint } from "../vault/index.js";
import type { Credential, CredentialKind } from "./credential.js";

/** What is left of the secrets of a credential that was removed while events still name it. */
const erased = "{}";

/** All of them, or those of these ids, with the connections that use each: by name. */
export async function readCredentials(store: Store, ids?: readonly string[]): Promise<Credential[]> {
  const query = select(store).selectAll().orderBy("name");
  return await withUsers(
    store,
    await (ids === undefined ? query : query.where("id", "in", ids)).execute(),
    ids,
  );
}

export async function readCredential(store: Store, name: string): Promise<Credential | null> {
  const rows = await select(store).selectAll().where("name", "=", name).execute();
  const [found] = await withUsers(
    store,
    rows,
    rows.map(({ id }) => id),
  );
  return found ?? null;
}

export async function readCredentialNames(store: Store): Promise<string[]> {
  return (await select(store).select("name").orderBy("name").execute()).map(({ name }) => name);
}

export type CredentialRow = Omit<Selectable<Database["credentials"]>, "sealed" | "wrapped_key">;

/** Kind and hints were written by the store of credentials alone: a decoder's casts. */
export function toCredential(row: CredentialRow, usedBy: readonly string[]): Credential {
  return {
    id: row.id,
    name: row.name,
    kind: row.generation as CredentialKind,
    hints: JSON.parse(row.hints) as Record<string, SecretHint>,
    createdAt: row.created_at,
    updatedAt: row.updated_at === 0 ? row.created_at : row.updated_at,
    expiresAt: row.expires_at,
    rotateEveryDays: row.rotate_every_days,
    usedBy,
  };
}

function select(store: Store) {
  return store.read.selectFrom("credentials").where("sealed", "<>", erased);
}

/** Users are looked up by these ids, each in an index of its own; without, among all connections. */
async function withUsers(
  store: Store,
  rows: readonly CredentialRow[],
  ids: readonly string[] | undefined,
): Promise<Credential[]> {
  if (rows.length === 0) return [];
  const all = store.read
    .selectFrom("connections")
    .select(["name", "credential_id", "acting_credential_id", "proxy_credential_id"])
    .where("removed_at", "is", null);
  const query =
    ids === undefined
      ? all
      : all.where((is) =>
          is.or([
            is("credential_id", "in", ids),
            is("acting_credential_id", "in", ids),
            is("proxy_credential_id", "in", ids),
          ]),
        );
  const usedBy = new Map(rows.map(({ id }) => [id, new Set<string>()]));
  for (const { name, ...user } of await query.execute()) {
    for (const id of [user.credential_id, user.acting_credential_id, user.proxy_credential_id])
      if (id !== null) usedBy.get(id)?.add(name);
  }
  // Put in order here: asked for it, SQLite would walk the index of names, past all connections.
  return rows.map((row) => toCredential(row, [...(usedBy.get(row.id) ?? [])].sort()));
}
