import type { CollectDependencies, HeldLease } from "../collector/index.js";
import type { ConnectionStore } from "../connections/index.js";
import { createService, createTurns, readAssignments, readChanges, readFeeds } from "../service/index.js";
import { noteState } from "../status/note-state.js";
import type { ClientPool } from "./client-pool.js";
import type { RunRequest } from "./engine.js";
import type { EngineListener } from "./events.js";

/** The collector as a service: polls until the signal. */
export function createRun(dependencies: {
  readonly connections: ConnectionStore;
  readonly pool: ClientPool;
  readonly collecting: CollectDependencies;
  readonly watchers: Set<EngineListener>;
}): (request: RunRequest) => Promise<void> {
  const { connections, pool, collecting, watchers } = dependencies;
  const { store, now, leases, listener } = collecting;
  return async ({ connection: only, cadenceMinutes, signal }) => {
    const note = (connection: Parameters<typeof noteState>[1]["connection"]) =>
      noteState(store, { connection, now: now() });
    const service = createService<HeldLease>({
      readChanges: () => readChanges(store),
      readAssignments: async () => {
        const chosen = (await connections.list()).filter(
          ({ name, pausedAt }) => pausedAt === null && (only ?? name) === name,
        );
        return await readAssignments(store, { connections: chosen, cadenceMinutes });
      },
      readFeeds: (connection) => readFeeds(store, { connection, cadenceMinutes }),
      takeLease: (principal) => leases.take(principal),
      takeTurn: createTurns({ collecting, pool, cadenceMinutes, note }),
      now,
      listener,
      signal,
    });
    // Whatever is told of a connection shows that its turn gets on.
    const watch: EngineListener = (_name, { connection }) => service.getOn(connection);
    watchers.add(watch);
    try {
      await service.run();
    } finally {
      watchers.delete(watch);
    }
  };
}
