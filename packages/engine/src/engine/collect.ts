import { type CollectDependencies, collectConnection } from "../collector/index.js";
import { type Connection, type ConnectionStore, recordState } from "../connections/index.js";
import { PosternError, toPosternError } from "../errors/index.js";
import { readConnectionStatus } from "../status/read-status.js";
import type { ClientPool } from "./client-pool.js";
import type { CollectRequest, CollectResult } from "./engine.js";
import type { EngineListener } from "./events.js";

export type Collect = (request?: CollectRequest) => Promise<CollectResult>;

/** One pass over the connections asked for, one after the other. */
export function createCollect(dependencies: {
  connections: ConnectionStore;
  pool: ClientPool;
  collecting: CollectDependencies;
}): Collect {
  const { connections, pool, collecting } = dependencies;
  const { store, now } = collecting;
  return async ({ connection: name, feeds, since, signal = new AbortController().signal } = {}) => {
    const chosen = name === undefined ? await listActive(connections) : [await getActive(connections, name)];
    const results = [];
    for (const connection of chosen) {
      const wanted = chooseFeeds(connection, feeds);
      const collected = await pool.with({ connection, purpose: "reading" }, (client) =>
        collectConnection(collecting, { connection, client, feeds: wanted, since, signal }),
      );
      results.push({ name: connection.name, generation: connection.generation, feeds: collected });
      const { state, stateReason } = await readConnectionStatus(store, { connection, now: now() });
      await recordState(store, { connectionId: connection.id, at: now(), state, reason: stateReason });
    }
    return { connections: results };
  };
}

async function listActive(connections: ConnectionStore): Promise<Connection[]> {
  const all = await connections.list();
  if (all.length === 0) throw new PosternError("unknown-connection", "There are no connections yet.");
  return all.filter(({ pausedAt }) => pausedAt === null);
}

async function getActive(connections: ConnectionStore, name: string): Promise<Connection> {
  const connection = await connections.get(name);
  if (connection.pausedAt === null) return connection;
  throw new PosternError("connection-paused", `${name} is paused.`);
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
export async function pollOnce(request: {
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
