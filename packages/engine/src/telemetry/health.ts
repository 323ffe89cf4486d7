import type { EngineListener } from "../engine/events.js";

/**
 * `collecting`: works for at least one connection; `standby`: another process does, and this one takes over when that
 * one ends; `idle`: there is nothing to do; `paused`: the store can't be written to.
 */
export type HealthState = "starting" | "collecting" | "standby" | "idle" | "paused" | "stopped";

export interface Health {
  readonly state: HealthState;
  readonly isReady: boolean;
  /** Why it is paused. */
  readonly detail: string | null;
}

/** Knows from its events whether a collector does what it is there for. */
export function createHealth(): { readonly listener: EngineListener; readonly read: () => Health } {
  const held = new Set<string>();
  const waiting = new Set<string>();
  let phase: "starting" | "running" | "stopped" = "starting";
  let trouble: string | null = null;
  const stateOf = (): HealthState => {
    if (phase !== "running") return phase;
    if (trouble !== null) return "paused";
    if (held.size > 0) return "collecting";
    return waiting.size > 0 ? "standby" : "idle";
  };
  return {
    listener(name, event) {
      if (name === "service.started") phase = "running";
      if (name === "service.stopped") phase = "stopped";
      if (name === "store.paused" && "trouble" in event) trouble = event.detail;
      if (name === "store.resumed") trouble = null;
      if (name === "lease.waiting" && "connection" in event) waiting.add(event.connection ?? "");
      if (!("connections" in event) || typeof event.connections === "number") return;
      for (const connection of event.connections) {
        waiting.delete(connection);
        if (name === "lease.taken") held.add(connection);
        else held.delete(connection);
      }
    },
    read() {
      const state = stateOf();
      const isReady = state === "collecting" || state === "standby" || state === "idle";
      return { state, isReady, detail: trouble };
    },
  };
}
