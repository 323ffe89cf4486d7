import type { Meter } from "@opentelemetry/api";
import type { ClientEvent } from "@postern/mimecast";
import type { EngineEventMap, EngineListener } from "../../engine/events.js";
import { type CountedName, type Family, families, type Labels, type MeasuredName } from "./families.js";

/** Metrics of what this process does. */
export interface EventCounts {
  readonly listener: EngineListener;
  /** Connections this process works for, and those it waits for. */
  readonly leases: ReadonlyMap<string, boolean>;
  readonly isPaused: boolean;
}

/** Counts the engine's events. */
export function countEvents(meter: Meter): EventCounts {
  const instruments = createInstruments(meter);
  const leases = new Map<string, boolean>();
  let isPaused = false;
  const setLeases = (connections: readonly string[], isHeld: boolean): void => {
    for (const connection of connections) leases.set(connection, isHeld);
  };
  const handlers: Handlers = {
    "batch.committed": ({ connection, feed, stored, duplicates, quarantined, durationMs }) => {
      const labels = { connection, feed };
      instruments.add("postern_events_committed", stored, labels);
      instruments.add("postern_events_duplicate", duplicates, labels);
      instruments.add("postern_records_quarantined", quarantined, labels);
      instruments.record("postern_commit_duration_seconds", durationMs / 1000, {});
    },
    "poll.failed": ({ connection, code }) => instruments.add("postern_polls_failed", 1, { connection, code }),
    "notification.sent": ({ channel }) =>
      instruments.add("postern_notifications", 1, { channel, outcome: "sent" }),
    "notification.failed": ({ channel, isGivenUp }) =>
      instruments.add("postern_notifications", 1, { channel, outcome: isGivenUp ? "given-up" : "failed" }),
    "lease.taken": ({ connections }) => setLeases(connections, true),
    "lease.released": ({ connections }) => setLeases(connections, false),
    "lease.waiting": ({ connection }) => setLeases([connection], false),
    "store.paused": () => {
      isPaused = true;
    },
    "store.resumed": () => {
      isPaused = false;
    },
    "client.event": ({ connection, event }) => countCall(instruments, { connection, event }),
  };
  return {
    listener: (name, event) => handlers[name]?.(event),
    leases,
    get isPaused() {
      return isPaused;
    },
  };
}

type Handlers = { readonly [Name in keyof EngineEventMap]?: (event: EngineEventMap[Name]) => void };
type Instruments = ReturnType<typeof createInstruments>;

function countCall(
  { add, record }: Instruments,
  { connection, event }: { readonly connection: string; readonly event: ClientEvent },
): void {
  const operation = event.operation ?? "download";
  switch (event.type) {
    case "request.answered":
      add("postern_calls", 1, { connection, operation, status: statusOf(event.httpStatus) });
      record("postern_call_duration_seconds", event.durationMs / 1000, { operation });
      return;
    case "request.failed":
      // One that was answered was counted with its answer.
      if (event.httpStatus === null) add("postern_calls", 1, { connection, operation, status: "none" });
      return;
    case "request.throttled":
      add("postern_calls_throttled", 1, { connection, operation, by: event.by });
      return;
    default:
  }
}

/** Whoever answers may make numbers up: those that are no status are one. */
function statusOf(status: number): string {
  return status >= 100 && status < 600 ? String(status) : "other";
}

function createInstruments(meter: Meter) {
  const counters = new Map<string, ReturnType<Meter["createCounter"]>>();
  const histograms = new Map<string, ReturnType<Meter["createHistogram"]>>();
  for (const [name, family] of Object.entries<Family>(families)) {
    if (family.kind === "counter" && family.source === "events")
      counters.set(name, meter.createCounter(name, describe(family)));
    if (family.kind === "histogram") {
      const advice = { explicitBucketBoundaries: [...(family.bounds ?? [])] };
      histograms.set(name, meter.createHistogram(name, { ...describe(family), advice }));
    }
  }
  return {
    add: <Name extends CountedName>(name: Name, value: number, labels: Labels<Name>): void =>
      counters.get(name)?.add(value, labels),
    record: <Name extends MeasuredName>(name: Name, value: number, labels: Labels<Name>): void =>
      histograms.get(name)?.record(value, labels),
  };
}

export function describe({ help, unit }: Family) {
  return { description: help, ...(unit === undefined ? {} : { unit }) };
}
