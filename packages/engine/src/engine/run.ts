import { setTimeout as timeout } from "node:timers/promises";
import type { Expired } from "../actions/index.js";
import { type CollectDependencies, collectingSign, type HeldLease } from "../collector/index.js";
import type { ConnectionStore } from "../connections/index.js";
import { applyRetention } from "../retention/index.js";
import {
  createService,
  createStoreWatch,
  createTurns,
  type Heartbeat,
  keepHouse,
  readAssignments,
  readChanges,
  readFeeds,
  usualReserveBytes,
} from "../service/index.js";
import { noteState } from "../status/note-state.js";
import type { ClientPool } from "./client-pool.js";
import type { RunRequest } from "./engine.js";
import type { EngineListener } from "./events.js";

const expireEveryMs = 60_000;
const takeAwayEveryMs = 3_600_000;
const notifyEveryMs = 15_000;

/** The collector as a service: polls until the signal, and takes back the runs whose time is up. */
export function createRun(dependencies: {
  readonly connections: ConnectionStore;
  readonly pool: ClientPool;
  readonly collecting: CollectDependencies;
  readonly watchers: Set<EngineListener>;
  readonly readFreeBytes: () => Promise<number>;
  readonly heartbeat: Heartbeat;
  /** Finds out what operators should know, and tells them. */
  readonly notify: () => Promise<void>;
  readonly expire: () => Promise<readonly Expired[]>;
}): (request: RunRequest) => Promise<void> {
  const { connections, pool, collecting, watchers, expire } = dependencies;
  const { store, now, leases, listener } = collecting;
  return async ({ connection: only, cadenceMinutes, reserveBytes = usualReserveBytes, signal }) => {
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
      heartbeat: dependencies.heartbeat,
      storeWatch: createStoreWatch({
        readFreeBytes: dependencies.readFreeBytes,
        probe: store.upkeep.probe,
        reserveBytes,
        listener,
        now: Date.now,
      }),
      now,
      listener,
      signal,
    });
    // Whatever is told of a connection shows that its turn gets on.
    const watch: EngineListener = (_name, event) => {
      if ("connection" in event && event.connection !== null) service.getOn(event.connection);
    };
    watchers.add(watch);
    const end = new AbortController();
    const stop = AbortSignal.any([signal, end.signal]);
    const house = keepHouse({
      everyMs: takeAwayEveryMs,
      work: () => applyRetention(store, { now: now(), signal: stop }),
      onFailure: (detail) => listener("retention.failed", { detail }),
      signal: stop,
    });
    const shown: { sign: HeldLease | null } = { sign: null };
    const notifying = keepHouse({
      everyMs: notifyEveryMs,
      work: async () => {
        // Of two processes one shows it; the other does when the first has ended.
        shown.sign ??= await leases.take(collectingSign(only ?? null));
        await dependencies.notify();
      },
      onFailure: (detail) => listener("notification.failed", { channel: "", detail, isGivenUp: false }),
      signal: stop,
    });
    const expiring = expireUntil(stop, { expire, listener });
    try {
      await service.run();
    } finally {
      end.abort();
      await Promise.all([house, notifying, expiring]);
      // A store that failed is what is told; it also ends by itself, a minute later.
      await shown.sign?.release().catch(() => {});
      watchers.delete(watch);
    }
  };
}

/** Never throws: what can't be taken back now is tried again. */
async function expireUntil(
  signal: AbortSignal,
  { expire, listener }: { expire: () => Promise<readonly Expired[]>; listener: EngineListener },
): Promise<void> {
  const told = new Set<string>();
  while (!signal.aborted) {
    for (const { run, undo, problem } of await expire().catch((): readonly Expired[] => [])) {
      const detail = problem?.message ?? undo?.detail ?? null;
      const key = JSON.stringify([run.id, detail]);
      if (told.has(key)) continue;
      told.add(key);
      const { id: runId, connection } = run;
      const outcome = undo?.outcome ?? null;
      listener("run.expired", { connection, runId, undoneBy: undo?.id ?? null, outcome, detail });
    }
    await timeout(expireEveryMs, undefined, { signal }).catch(() => {});
  }
}
