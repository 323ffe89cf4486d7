import { type CollectDependencies, collectFeed, type HeldLease, refuseOthers } from "../collector/index.js";
import type { Connection } from "../connections/index.js";
import type { ClientPool } from "../engine/client-pool.js";
import type { TurnRequest } from "./service.js";

/** Serves a connection for a turn: feed after feed, until all are read or it is the others' turn. */
export function createTurns(dependencies: {
  readonly collecting: CollectDependencies;
  readonly pool: ClientPool;
  readonly cadenceMinutes: number | undefined;
  /** Told after each turn: the connection's state may be another one. */
  readonly note: (connection: Connection) => Promise<void>;
}): (request: TurnRequest<HeldLease>) => Promise<void> {
  const { collecting, pool, cadenceMinutes, note } = dependencies;
  /** When the polls began that had to make room for others. */
  const unfinished = new Map<string, number>();
  return async ({ connection, feeds, lease, isSpent, signal }) => {
    await pool.with({ connection, purpose: "reading" }, async (client) => {
      collecting.listener("poll.started", { connection: connection.name });
      for (const feed of feeds) {
        signal.throwIfAborted();
        const key = `${connection.id} ${feed}`;
        const beganAt = unfinished.get(key) ?? null;
        const began = collecting.now();
        const { result, isYielded } = await collectFeed(collecting, {
          connection,
          client,
          feed,
          lease,
          since: undefined,
          cadenceMinutes,
          beganAt,
          isSpent,
          signal,
        });
        if (isYielded || result.state === "throttled") unfinished.set(key, beganAt ?? began);
        else unfinished.delete(key);
        if (result.state === "credentials-refused") {
          await refuseOthers(collecting.store, {
            connection,
            lease: lease.current(),
            result,
            now: collecting.now(),
          });
          break;
        }
        if (isSpent()) break;
      }
    });
    await note(connection);
  };
}
