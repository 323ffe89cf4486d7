import { randomUUID } from "node:crypto";
import type { Generation } from "@postern/mimecast";
import type { Kysely, Updateable } from "kysely";
import { findAction } from "../actions/registry.js";
import { changesOf, type Recorder } from "../audit/index.js";
import {
  type Credential,
  type CredentialKind,
  type CredentialStore,
  checkName,
  tellNames,
} from "../credentials/index.js";
import { PosternError } from "../errors/index.js";
import { checkStreams, findFeed } from "../feeds/index.js";
import type { Database, Store } from "../store/index.js";
import { parseBaseUrl } from "./base-url.js";
import type { Connection, ConnectionChange, ConnectionSettings, NewConnection } from "./connection.js";
import { describeConnection } from "./describe.js";
import { checkSettings, parseSettings } from "./settings.js";

/** Keeps connections. Their secrets are credentials. */
export interface ConnectionStore {
  add(connection: NewConnection): Promise<Connection>;
  list(): Promise<Connection[]>;
  get(name: string): Promise<Connection>;
  update(name: string, change: ConnectionChange): Promise<Connection>;
  setPaused(name: string, pausedAt: number | null): Promise<Connection>;
}

interface ConnectionSources {
  readonly store: Store;
  readonly credentials: CredentialStore;
  readonly now: () => number;
  readonly record: Recorder;
}

export function createConnectionStore({
  store,
  credentials,
  now,
  record,
}: ConnectionSources): ConnectionStore {
  const readRows = () => store.read.selectFrom("connections").where("removed_at", "is", null);
  const list = async (): Promise<Connection[]> => {
    const rows = await readRows().selectAll().orderBy("name").execute();
    const byId = new Map((await credentials.list()).map((credential) => [credential.id, credential]));
    return rows.map((row) => toConnection(row, byId));
  };
  // Nothing here may look through all connections: it is done several times for each that is added.
  const findRow = (name: string) => readRows().selectAll().where("name", "=", name).executeTakeFirst();
  const get = async (name: string): Promise<Connection> => {
    const row = await findRow(name);
    if (row !== undefined) return toConnection(row, await credentials.find(credentialsOf(row)));
    const names = (await readRows().select("name").orderBy("name").execute()).map((one) => one.name);
    throw new PosternError(
      "unknown-connection",
      `There is no connection "${name}". ${tellNames("Connections", names)}`,
    );
  };
  const findCredential = async (name: string, kind: CredentialKind): Promise<Credential> => {
    const credential = await credentials.get(name);
    if (credential.kind === kind) return credential;
    throw new PosternError(
      "bad-usage",
      `The credential ${name} is of ${credential.kind}; ${kind} is needed here.`,
    );
  };
  const idOf = async (name: string | null | undefined, kind: CredentialKind): Promise<string | null> =>
    name === null || name === undefined ? null : (await findCredential(name, kind)).id;

  return {
    list,
    get,
    async add(connection) {
      const { name, generation } = connection;
      checkName(name, "connection");
      const baseUrl = parseBaseUrl(connection.baseUrl);
      const settings = checkSettings(connection.settings ?? {}, generation);
      checkChoices(generation, settings);
      if ((await findRow(name)) !== undefined) {
        throw new PosternError("connection-exists", `There is a connection "${name}" already.`);
      }
      const actingId = await idOf(connection.actingCredential, generation);
      const proxyId = await idOf(connection.proxyCredential, "proxy");
      const credential = await takeCredential(credentials, { connection, findCredential });
      const row = {
        id: randomUUID(),
        name,
        generation,
        base_url: baseUrl,
        credential_id: credential.id,
        acting_credential_id: actingId,
        proxy_credential_id: proxyId,
        settings: JSON.stringify(settings),
        created_at: now(),
        paused_at: null,
        removed_at: null,
        application_created_at: connection.applicationCreatedAt ?? null,
      };
      const used = await credentials.find(credentialsOf(row));
      await store.control.transaction().execute(async (transaction) => {
        await transaction.insertInto("connections").values(row).execute();
        const body = describeConnection(toConnection(row, used));
        await record(transaction, { kind: "connection.added", connection: name, subject: name, body });
      });
      return await get(name);
    },
    async update(name, change) {
      const before = await get(name);
      const { id, generation } = before;
      const settings = checkSettings({ ...before.settings, ...change.settings }, generation);
      checkChoices(generation, settings);
      const columns = {
        settings: JSON.stringify(settings),
        ...(change.baseUrl === undefined ? {} : { base_url: parseBaseUrl(change.baseUrl) }),
        ...(change.actingCredential === undefined
          ? {}
          : { acting_credential_id: await idOf(change.actingCredential, generation) }),
        ...(change.proxyCredential === undefined
          ? {}
          : { proxy_credential_id: await idOf(change.proxyCredential, "proxy") }),
      };
      await store.control.transaction().execute(async (transaction) => {
        const row = await setColumns(transaction, id, columns);
        const used = await credentials.find(credentialsOf(row));
        const body = changesOf(describeConnection(before), describeConnection(toConnection(row, used)));
        if (body === null) return;
        await record(transaction, { kind: "connection.changed", connection: name, subject: name, body });
      });
      return await get(name);
    },
    async setPaused(name, pausedAt) {
      const { id, pausedAt: before } = await get(name);
      const kind = pausedAt === null ? "connection.resumed" : "connection.paused";
      await store.control.transaction().execute(async (transaction) => {
        await setColumns(transaction, id, { paused_at: pausedAt });
        const isSame = (before === null) === (pausedAt === null);
        if (!isSame) await record(transaction, { kind, connection: name, subject: name, body: {} });
      });
      return await get(name);
    },
  };
}

async function setColumns(
  transaction: Kysely<Database>,
  id: string,
  columns: Updateable<Database["connections"]>,
): Promise<ConnectionRow> {
  const query = transaction.updateTable("connections").set(columns).where("id", "=", id);
  return await query.returningAll().executeTakeFirstOrThrow();
}

/** The credential named, or a new one of the connection's own name. */
async function takeCredential(
  credentials: CredentialStore,
  request: {
    connection: NewConnection;
    findCredential: (name: string, kind: CredentialKind) => Promise<Credential>;
  },
): Promise<Credential> {
  const { connection, findCredential } = request;
  const { name } = connection;
  if ("credential" in connection) return await findCredential(connection.credential, connection.generation);
  if ("oauth" in connection) {
    return await credentials.add({ name, secrets: { kind: "2.0", oauth: connection.oauth } });
  }
  return await credentials.add({ name, secrets: { kind: "1.0", keys: connection.keys } });
}

function checkChoices(generation: Generation, { feeds, actions }: ConnectionSettings): void {
  for (const name of feeds) {
    if (findFeed(name).generations.includes(generation)) continue;
    throw new PosternError("bad-usage", `The feed ${name} does not exist in API ${generation}.`);
  }
  checkStreams(feeds);
  for (const name of actions) findAction(name);
}

interface ConnectionRow {
  id: string;
  name: string;
  generation: string;
  base_url: string;
  settings: string;
  created_at: number;
  credential_id: string;
  acting_credential_id: string | null;
  proxy_credential_id: string | null;
  paused_at: number | null;
  application_created_at: number | null;
}

function credentialsOf(
  row: Pick<ConnectionRow, "credential_id" | "acting_credential_id" | "proxy_credential_id">,
): string[] {
  const ids = [row.credential_id, row.acting_credential_id, row.proxy_credential_id];
  return ids.filter((id) => id !== null);
}

function toConnection(row: ConnectionRow, credentials: ReadonlyMap<string, Credential>): Connection {
  const generation: Generation = row.generation === "1.0" ? "1.0" : "2.0";
  const credential = credentials.get(row.credential_id);
  if (credential === undefined) throw new PosternError("internal", `${row.name} has lost its credential.`);
  return {
    id: row.id,
    name: row.name,
    generation,
    baseUrl: row.base_url,
    credential,
    actingCredential: credentials.get(row.acting_credential_id ?? "") ?? null,
    proxyCredential: credentials.get(row.proxy_credential_id ?? "") ?? null,
    settings: parseSettings(row.settings, generation),
    createdAt: row.created_at,
    pausedAt: row.paused_at,
    applicationCreatedAt: row.application_created_at,
  };
}
