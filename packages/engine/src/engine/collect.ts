import { type CollectDependencies, collectConnection } from "../collector/index.js";
import type { Connection, ConnectionStore } from "../connections/index.js";
import { isOfStore, PosternError, toPosternError } from "../errors/index.js";
import { noteState } from "../status/note-state.js";
import { chooseFeeds } from "./choose-feeds.js";
import type { ClientPool } from "./client-pool.js";
import type { CollectRequest, CollectResult } from "./engine.js";

export type Collect = (request?: CollectRequest) => Promise<CollectResult>;

/** One pass over the connections asked for, one after the other. */
export function createCollect(dependencies: {
  connections: ConnectionStore;
  pool: ClientPool;
  collecting: CollectDependencies;
}): Collect {
  const { connections, pool, collecting } = dependencies;
  const { store, now } = collecting;
  const collectOne = async (connection: Connection, request: CollectRequest & { signal: AbortSignal }) => {
    const { feeds, since, signal } = request;
    const wanted =
      feeds?.filter((feed) => connection.settings.feeds.includes(feed)) ?? connection.settings.feeds;
    const collected = await pool.with({ connection, purpose: "reading" }, (client) =>
      collectConnection(collecting, { connection, client, feeds: wanted, since, signal }),
    );
    await noteState(store, { connection, now: now() });
    return collected;
  };
  return async ({ connection: name, feeds, since, signal = new AbortController().signal } = {}) => {
    const request = {
      signal,
      ...(feeds === undefined ? {} : { feeds }),
      ...(since === undefined ? {} : { since }),
    };
    if (name !== undefined) {
      const connection = await getActive(connections, name);
      chooseFeeds([connection], feeds);
      const collected = await collectOne(connection, request);
      return { connections: [{ name, generation: connection.generation, feeds: collected, problem: null }] };
    }
    const chosen = await listActive(connections);
    chooseFeeds(chosen, feeds);
    const results: CollectResult["connections"][number][] = [];
    for (const connection of chosen) {
      const base = { name: connection.name, generation: connection.generation };
      try {
        results.push({ ...base, feeds: await collectOne(connection, request), problem: null });
      } catch (thrown) {
        // One connection's trouble is not the others': only what ends all work ends the pass.
        const error = toPosternError(thrown);
        if (error.code === "interrupted" || isOfStore(error.code)) throw error;
        results.push({ ...base, feeds: [], problem: { code: error.code, message: error.message } });
      }
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
