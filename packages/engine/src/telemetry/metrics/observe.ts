import { readdir } from "node:fs/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Attributes, Meter, Observable } from "@opentelemetry/api";
import type { Figures } from "../../status/figures.js";
import { describe, type EventCounts } from "./count-events.js";
import { type Family, families, type Labels, type ObservedName } from "./families.js";

export interface ObserveRequest {
  readonly counts: Pick<EventCounts, "leases" | "isPaused">;
  readonly figures: () => Promise<Figures>;
  readonly version: string;
}

export type Tell = <Name extends ObservedName>(name: Name, value: number, labels: Labels<Name>) => void;

/** Looks up what is so whenever metrics are asked for. */
export interface Observer {
  look(tell: Tell): Promise<void>;
  end(): void;
}

/** A state that is over is told as such: who asks seldom would see two at once otherwise. */
interface Seen {
  readonly states: Set<string>;
  readonly windowStates: Set<string>;
}

/** Collecting goes on in between: those of a thousand connections take a second together. */
const feedsAtOnce = 500;

export function createObserver({ counts, version, figures: readFigures }: ObserveRequest): Observer {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const seen = new Map<string, Seen>();
  return {
    async look(tell) {
      observeCounts(tell, counts);
      await observeProcess(tell, version);
      tell("nodejs_eventloop_lag_seconds", delay.percentile(99) / 1e9, {});
      delay.reset();
      // A store that can't be read is no reason to say nothing at all.
      const figures = await readFigures().catch(() => null);
      if (figures !== null) await observeStore(tell, { figures, seen });
    },
    end: () => delay.disable(),
  };
}

/** Has OpenTelemetry look as well, for what it sends. */
export function observe(meter: Meter, { look }: Observer): void {
  const instruments = new Map<string, Observable>();
  for (const [name, family] of Object.entries<Family>(families)) {
    if (family.kind === "gauge") instruments.set(name, meter.createObservableGauge(name, describe(family)));
    if (family.kind === "counter" && family.source === "process")
      instruments.set(name, meter.createObservableCounter(name, describe(family)));
  }
  meter.addBatchObservableCallback(
    (result) =>
      look((name, value, labels) => {
        const instrument = instruments.get(name);
        if (instrument !== undefined) result.observe(instrument, value, labels as Attributes);
      }),
    [...instruments.values()],
  );
}

function observeCounts(tell: Tell, { leases, isPaused }: ObserveRequest["counts"]): void {
  for (const [connection, isHeld] of leases) tell("postern_lease_held", isHeld ? 1 : 0, { connection });
  tell("postern_collecting_paused", isPaused ? 1 : 0, {});
}

async function observeStore(
  tell: Tell,
  { figures, seen }: { figures: Figures; seen: Map<string, Seen> },
): Promise<void> {
  const { asOf, feeds, budgets, bytes, freeBytes } = figures;
  for (const [index, { connection, feed, state, lastEventAt, lastArrivalAt, windows }] of feeds.entries()) {
    if (index % feedsAtOnce === feedsAtOnce - 1) await nextTurn();
    const labels = { connection, feed };
    const key = JSON.stringify([connection, feed]);
    const { states, windowStates } = seen.get(key) ?? { states: new Set(), windowStates: new Set() };
    seen.set(key, { states, windowStates });
    for (const one of states.add(state))
      tell("postern_feed_state", one === state ? 1 : 0, { ...labels, state: one });
    if (lastEventAt !== null) {
      tell("postern_feed_lag_seconds", Math.max(0, asOf - lastEventAt) / 1000, labels);
      tell("postern_feed_last_event_timestamp_seconds", lastEventAt / 1000, labels);
    }
    if (lastArrivalAt !== null)
      tell("postern_feed_last_arrival_timestamp_seconds", lastArrivalAt / 1000, labels);
    for (const [windowState, count] of Object.entries(windows)) {
      if (count > 0) windowStates.add(windowState);
      if (windowStates.has(windowState))
        tell("postern_feed_windows", count, { ...labels, state: windowState });
    }
  }
  for (const [index, { connection, operation, limit, remaining }] of budgets.entries()) {
    if (index % feedsAtOnce === feedsAtOnce - 1) await nextTurn();
    if (limit !== null) tell("postern_rate_limit", limit, { connection, operation });
    if (remaining !== null) tell("postern_rate_limit_remaining", remaining, { connection, operation });
  }
  tell("postern_store_size_bytes", bytes, {});
  if (freeBytes !== null) tell("postern_store_free_disk_bytes", freeBytes, {});
}

async function observeProcess(tell: Tell, version: string): Promise<void> {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  tell("postern_build_info", 1, { version, node: process.versions.node });
  tell("process_start_time_seconds", Math.floor(Date.now() / 1000 - process.uptime()), {});
  tell("process_cpu_seconds", (user + system) / 1e6, {});
  tell("process_resident_memory_bytes", rss, {});
  tell("nodejs_heap_size_used_bytes", heapUsed, {});
  const open = await readdir("/proc/self/fd").catch(() => null);
  if (open !== null) tell("process_open_fds", open.length, {});
}
