import { createClient, type MimecastClient } from "@postern/mimecast";
import { actions, createActionEngine } from "../actions/index.js";
import { type CollectDependencies, collectConnection, runCollector } from "../collector/index.js";
import {
  type Connection,
  type ConnectionStore,
  createConnectionStore,
  testConnection,
} from "../connections/index.js";
import { PosternError, toPosternError } from "../errors/index.js";
import { queryCommitted, queryEvents, readLastSeq, summariseClicks } from "../events/index.js";
import { readConnectionStatus } from "../status/read-status.js";
import { openSqliteStore } from "../store/index.js";
import { openVault } from "../vault/index.js";
import type { CollectRequest, CollectResult, Engine, EngineOptions, FeedResult } from "./engine.js";
import type { EngineListener } from "./events.js";
import { createHolder, isDeadHolder } from "./holder.js";

interface ClientPool {
  withClient<T>(connection: Connection, work: (client: MimecastClient) => Promise<T>): Promise<T>;
  close(connectionId: string): Promise<void>;
  closeAll(): Promise<void>;
}

/** Opens the data directory. Throws `store-too-new`, `store-failed`, `vault-bad-key`, `vault-wrong-key`. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const now = options.now ?? Date.now;
  const listener: EngineListener = options.listener ?? (() => {});
  const store = await openSqliteStore({ home: options.home });
  const vault = await openVault({ store, home: options.home, environmentKey: options.vaultKey, now }).catch(
    async (error: unknown) => {
      await store.close();
      throw error;
    },
  );
  const connections = createConnectionStore({ store, vault, now });
  const holder = createHolder();
  const sources: ClientSources = {
    connections,
    now,
    listener,
    ...(options.sleep === undefined ? {} : { sleep: options.sleep }),
  };
  const pool = createClientPool(sources);
  const { withClient } = pool;
  const actionEngine = createActionEngine({
    store,
    now,
    holder,
    isDead: isDeadHolder,
    getConnection: connections.get,
    withClient,
  });
  const collecting: CollectDependencies = { store, now, holder, isDead: isDeadHolder, listener };
  const collect = createCollect({ connections, withClient, collecting });

  return {
    home: options.home,
    connections: {
      add: connections.add,
      list: connections.list,
      get: connections.get,
      async remove(name) {
        const { id } = await connections.get(name);
        await pool.close(id);
        await connections.remove(name);
      },
      async *test(name, signal = new AbortController().signal) {
        const connection = await connections.get(name);
        const client = await openClient({ ...sources, connection });
        try {
          yield* testConnection({ connection, client, now: now(), signal });
        } finally {
          await client.close();
        }
      },
    },
    collector: {
      collect,
      async run({ connection, cadenceMinutes, signal }) {
        await runCollector({
          connections: async () =>
            connection === undefined ? (await connections.list()).map(({ name }) => name) : [connection],
          poll: (name) => pollOnce({ collect, name, signal, listener }),
          cadenceMinutes,
          now,
          listener,
          signal,
        });
      },
    },
    events: {
      query: (filter = {}) => queryEvents(store, filter),
      since: (seq, filter = {}) => queryCommitted(store, { seq, filter }),
      lastSeq: () => readLastSeq(store),
      clicks: (filter = {}) => summariseClicks(store, filter),
    },
    actions: {
      list: actions.map(({ name, sentence }) => ({ name, sentence })),
      plan: actionEngine.plan,
      run: actionEngine.run,
      planUndo: actionEngine.planUndo,
      undo: actionEngine.undo,
      runs: actionEngine.runs,
    },
    async status(filter = {}) {
      const chosen =
        filter.connection === undefined
          ? await connections.list()
          : [await connections.get(filter.connection)];
      return await Promise.all(
        chosen.map((connection) => readConnectionStatus(store, { connection, now: now() })),
      );
    },
    async close() {
      await pool.closeAll();
      await store.close();
    },
  };
}

interface ClientSources {
  readonly connections: ConnectionStore;
  readonly now: () => number;
  readonly listener: EngineListener;
  readonly sleep?: NonNullable<EngineOptions["sleep"]>;
}

async function openClient(request: ClientSources & { connection: Connection }): Promise<MimecastClient> {
  const { connections, connection, now, listener, sleep } = request;
  const secrets = await connections.openSecrets(connection);
  return createClient({
    ...secrets,
    baseUrl: connection.baseUrl,
    now,
    ...(sleep === undefined ? {} : { sleep }),
    observe: (event) => listener("client.event", { connection: connection.name, event }),
  });
}

/** One client a connection, kept while the engine is open: it knows the token, the sockets and the quota used so far. */
function createClientPool(sources: ClientSources): ClientPool {
  const clients = new Map<string, Promise<MimecastClient>>();
  const close = async (id: string): Promise<void> => {
    const client = clients.get(id);
    clients.delete(id);
    await (await client?.catch(() => undefined))?.close();
  };
  return {
    async withClient(connection, work) {
      const known = clients.get(connection.id) ?? openClient({ ...sources, connection });
      clients.set(connection.id, known);
      known.catch(() => clients.delete(connection.id));
      return await work(await known);
    },
    close,
    async closeAll() {
      await Promise.all([...clients.keys()].map(close));
    },
  };
}

type Collect = (request?: CollectRequest) => Promise<CollectResult>;

function createCollect(dependencies: {
  connections: ConnectionStore;
  withClient: ClientPool["withClient"];
  collecting: CollectDependencies;
}): Collect {
  const { connections, withClient, collecting } = dependencies;
  return async ({ connection: name, feeds, since, signal = new AbortController().signal } = {}) => {
    const chosen = name === undefined ? await connections.list() : [await connections.get(name)];
    if (chosen.length === 0) {
      throw new PosternError("unknown-connection", "There are no connections yet.");
    }
    const results = [];
    for (const connection of chosen) {
      const wanted = chooseFeeds(connection, feeds);
      const collected: FeedResult[] = await withClient(connection, (client) =>
        collectConnection(collecting, { connection, client, feeds: wanted, since, signal }),
      );
      results.push({ name: connection.name, generation: connection.generation, feeds: collected });
    }
    return { connections: results };
  };
}

function chooseFeeds(connection: Connection, feeds: readonly string[] | undefined): readonly string[] {
  if (feeds === undefined) return connection.settings.feeds;
  const unknown = feeds.filter((feed) => !connection.settings.feeds.includes(feed));
  if (unknown.length === 0) return feeds;
  throw new PosternError(
    "bad-usage",
    `${connection.name} does not collect ${unknown.join(", ")}. Its feeds: ${connection.settings.feeds.join(", ")}.`,
  );
}

/** A poll that fails as a whole is told; the next one comes at its time. */
async function pollOnce(request: {
  collect: Collect;
  name: string;
  signal: AbortSignal;
  listener: EngineListener;
}): Promise<void> {
  const { collect, name, signal, listener } = request;
  try {
    await collect({ connection: name, signal });
  } catch (thrown) {
    const error = toPosternError(thrown);
    if (error.code === "interrupted") return;
    if (error.code === "store-failed") throw error;
    listener("feed.trouble", { connection: name, feed: "", code: error.code, detail: error.message });
  }
}
