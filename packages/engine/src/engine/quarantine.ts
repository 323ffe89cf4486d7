import type { Recorder } from "../audit/index.js";
import { type CollectDependencies, principalOf, retryStream } from "../collector/index.js";
import type { ConnectionStore } from "../connections/index.js";
import { leaveIntent } from "../intents/index.js";
import {
  discardQuarantined,
  listQuarantine,
  type QuarantineEntry,
  readQuarantined,
  unknownEntry,
} from "../quarantine/index.js";
import type { Engine } from "./engine.js";

export function createQuarantine(dependencies: {
  readonly connections: ConnectionStore;
  readonly collecting: CollectDependencies;
  readonly record: Recorder;
}): Engine["quarantine"] {
  const { connections, collecting, record } = dependencies;
  const { store, leases, now } = collecting;
  const find = async (ids: readonly number[]): Promise<QuarantineEntry[]> => {
    const found = await listQuarantine(store, { ids, limit: ids.length });
    for (const id of ids) if (!found.some((entry) => entry.id === id)) throw unknownEntry(id);
    return found;
  };
  return {
    list: (filter = {}) => listQuarantine(store, filter),
    read: (id) => readQuarantined(store, id),
    async retry(filter) {
      const { ids } = filter;
      const entries =
        ids === undefined
          ? await listQuarantine(store, { ...filter, limit: Number.MAX_SAFE_INTEGER })
          : await find(ids);
      const result = { tried: 0, mended: 0, left: 0, asked: 0 };
      for (const group of groupByFeed(entries)) {
        const { connection: name, feed, ids: wanted } = group;
        const connection = await connections.get(name);
        const lease = await leases.take(principalOf(connection));
        if (lease === null) {
          for (const id of wanted) {
            const span = { from: id, until: id + 1, now: now() };
            await leaveIntent(store, { kind: "retry", connectionId: connection.id, feed, ...span });
          }
          result.asked += wanted.length;
          continue;
        }
        try {
          const { tried, mended } = await retryStream(collecting, { connection, feed, lease, ids: wanted });
          result.tried += tried;
          result.mended += mended;
          result.left += tried - mended;
        } finally {
          await lease.release();
        }
      }
      return result;
    },
    async discard(ids) {
      return await discardQuarantined(store, { entries: await find(ids), record });
    },
  };
}

function groupByFeed(entries: readonly QuarantineEntry[]) {
  const groups = new Map<string, { connection: string; feed: string; ids: number[] }>();
  for (const { connection, feed, id } of entries) {
    const key = `${connection} ${feed}`;
    const group = groups.get(key) ?? { connection, feed, ids: [] };
    group.ids.push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}
