import { randomUUID } from "node:crypto";
import type { Generation, HmacKeys, OAuthClient } from "@postern/mimecast";
import { findAction } from "../actions/registry.js";
import { PosternError } from "../errors/index.js";
import { findFeed } from "../feeds/index.js";
import type { Store } from "../store/index.js";
import { hintOf, type SealedSecrets, type SecretHint, type Vault } from "../vault/index.js";
import type { Connection, ConnectionSettings, NewConnection } from "./connection.js";
import { defaultSettings } from "./defaults.js";
import { parseSettings } from "./settings.js";
import { checkNewConnection } from "./shape.js";

/** Keeps connections and their credentials; secrets go in through the vault and never come out but to a client. */
export interface ConnectionStore {
  add(connection: NewConnection): Promise<Connection>;
  list(): Promise<Connection[]>;
  get(name: string): Promise<Connection>;
  remove(name: string): Promise<void>;
  openSecrets(connection: Connection): Promise<Secrets>;
}

export type Secrets =
  | { readonly generation: "1.0"; readonly keys: HmacKeys }
  | { readonly generation: "2.0"; readonly oauth: OAuthClient };

export function createConnectionStore(request: {
  store: Store;
  vault: Vault;
  now: () => number;
}): ConnectionStore {
  const { store, vault, now } = request;
  const list = async (): Promise<Connection[]> => {
    const rows = await selectConnections(store).orderBy("connections.name").execute();
    return rows.map(toConnection);
  };
  const get = async (name: string): Promise<Connection> => {
    const row = await selectConnections(store).where("connections.name", "=", name).executeTakeFirst();
    if (row !== undefined) return toConnection(row);
    const names = (await list()).map((connection) => connection.name).join(", ");
    throw new PosternError(
      "unknown-connection",
      `There is no connection "${name}". ${names === "" ? "There are none yet." : `Connections: ${names}.`}`,
    );
  };
  return {
    list,
    get,
    async add(connection) {
      checkNewConnection(connection);
      const settings: ConnectionSettings = {
        ...defaultSettings(connection.generation),
        ...connection.settings,
      };
      checkChoices(connection.generation, settings);
      const known = await list();
      if (known.some(({ name }) => name === connection.name)) {
        throw new PosternError("connection-exists", `There is a connection "${connection.name}" already.`);
      }
      await insertConnection({ store, vault, connection, settings, at: now() });
      return await get(connection.name);
    },
    async remove(name) {
      await removeConnection(store, await get(name));
    },
    async openSecrets(connection) {
      const row = await store.read
        .selectFrom("credentials")
        .select(["id", "wrapped_key", "sealed"])
        .where("id", "=", connection.credential.id)
        .executeTakeFirstOrThrow();
      const sealed: SealedSecrets = {
        wrappedKey: Buffer.from(row.wrapped_key),
        fields: parseSealed(row.sealed),
      };
      const secrets = await vault.openSecrets(row.id, sealed);
      const take = (field: string): string => secrets[field] ?? "";
      if (connection.generation === "2.0") {
        return {
          generation: "2.0",
          oauth: { clientId: take("clientId"), clientSecret: take("clientSecret") },
        };
      }
      return {
        generation: "1.0",
        keys: {
          applicationId: take("applicationId"),
          applicationKey: take("applicationKey"),
          accessKey: take("accessKey"),
          secretKey: take("secretKey"),
        },
      };
    },
  };
}

function checkChoices(generation: Generation, settings: ConnectionSettings): void {
  for (const name of settings.feeds) {
    if (findFeed(name).generations.includes(generation)) continue;
    throw new PosternError("bad-usage", `The feed ${name} does not exist in API ${generation}.`);
  }
  for (const name of settings.actions) findAction(name);
  if (!(settings.lookbackHours >= 0)) {
    throw new PosternError("bad-usage", "The lookback must be a number of hours, 0 or more.");
  }
}

async function insertConnection(request: {
  store: Store;
  vault: Vault;
  connection: NewConnection;
  settings: ConnectionSettings;
  at: number;
}): Promise<void> {
  const { store, vault, connection, settings, at } = request;
  const credentialId = randomUUID();
  const secrets: Readonly<Record<string, string>> =
    connection.generation === "2.0" ? { ...connection.oauth } : { ...connection.keys };
  const sealed = vault.sealSecrets(credentialId, secrets);
  const hints: Record<string, SecretHint> = {};
  for (const [field, value] of Object.entries(secrets)) hints[field] = hintOf(value);
  await store.control.transaction().execute(async (transaction) => {
    await transaction
      .insertInto("credentials")
      .values({
        id: credentialId,
        name: connection.name,
        generation: connection.generation,
        wrapped_key: sealed.wrappedKey,
        sealed: JSON.stringify(
          Object.fromEntries(
            Object.entries(sealed.fields).map(([field, blob]) => [field, blob.toString("base64")]),
          ),
        ),
        hints: JSON.stringify(hints),
        created_at: at,
      })
      .execute();
    await transaction
      .insertInto("connections")
      .values({
        id: randomUUID(),
        name: connection.name,
        generation: connection.generation,
        base_url: connection.baseUrl.replace(/\/+$/, ""),
        credential_id: credentialId,
        settings: JSON.stringify(settings),
        created_at: at,
      })
      .execute();
  });
}

/** Everything of the connection, in the order of the references. */
async function removeConnection(store: Store, connection: Connection): Promise<void> {
  await store.control.transaction().execute(async (transaction) => {
    const streams = transaction.selectFrom("streams").select("id").where("connection_id", "=", connection.id);
    for (const table of ["events", "rollups", "quarantine", "files", "windows", "checkpoints"] as const) {
      await transaction.deleteFrom(table).where("stream_id", "in", streams).execute();
    }
    await transaction.deleteFrom("streams").where("connection_id", "=", connection.id).execute();
    await transaction
      .deleteFrom("runs")
      .where("connection_id", "=", connection.id)
      .where("undoes", "is not", null)
      .execute();
    await transaction.deleteFrom("runs").where("connection_id", "=", connection.id).execute();
    await transaction.deleteFrom("connections").where("id", "=", connection.id).execute();
    await transaction.deleteFrom("credentials").where("id", "=", connection.credential.id).execute();
  });
}

function selectConnections(store: Store) {
  return store.read
    .selectFrom("connections")
    .innerJoin("credentials", "credentials.id", "connections.credential_id")
    .select([
      "connections.id",
      "connections.name",
      "connections.generation",
      "connections.base_url",
      "connections.settings",
      "connections.created_at",
      "credentials.id as credential_id",
      "credentials.name as credential_name",
      "credentials.hints",
    ]);
}

type ConnectionRow = Awaited<ReturnType<ReturnType<typeof selectConnections>["execute"]>>[number];

function toConnection(row: ConnectionRow): Connection {
  const generation: Generation = row.generation === "1.0" ? "1.0" : "2.0";
  return {
    id: row.id,
    name: row.name,
    generation,
    baseUrl: row.base_url,
    credential: { id: row.credential_id, name: row.credential_name, hints: parseHints(row.hints) },
    settings: parseSettings(row.settings, generation),
    createdAt: row.created_at,
  };
}

function parseHints(text: string): Record<string, SecretHint> {
  // Written by insertConnection alone.
  return JSON.parse(text) as Record<string, SecretHint>;
}

function parseSealed(text: string): Record<string, Buffer> {
  const encoded = JSON.parse(text) as Record<string, string>;
  return Object.fromEntries(
    Object.entries(encoded).map(([field, value]) => [field, Buffer.from(value, "base64")]),
  );
}
