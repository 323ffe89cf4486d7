import type { EngineListener } from "../engine/events.js";

/**
 * `collecting`: works for at least one connection; `standby`: another process does, and this one takes over when that
 * one ends; `idle`: there is nothing to do; `paused`: the store can't be written to; `stuck`: a call of the store does
 * not come back.
 */
export type HealthState = "starting" | "collecting" | "standby" | "idle" | "paused" | "stuck" | "stopped";

export interface Health {
  readonly state: HealthState;
  readonly isReady: boolean;
  /** Why it is paused or stuck. */
  readonly detail: string | null;
  /** Since it gave a sign of life, which it does every second; null: it does not run. */
  readonly silentSeconds: number | null;
}

/**
 * As long as leases are good without being renewed: then another process may take over. A store that is only slow comes
 * back before: waiting for a lock ends after 10 seconds.
 */
export const mostSilentSeconds = 60;

/** Knows from its events whether a collector does what it is there for. */
export function createHealth({ silentMs }: { readonly silentMs: () => number | null }): {
  readonly listener: EngineListener;
  readonly read: () => Health;
} {
  const held = new Set<string>();
  const waiting = new Set<string>();
  let phase: "starting" | "running" | "stopped" = "starting";
  let trouble: string | null = null;
  const stateOf = (silentSeconds: number | null): HealthState => {
    if (phase === "stopped") return phase;
    if (silentSeconds !== null && silentSeconds > mostSilentSeconds) return "stuck";
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
      const silent = silentMs();
      const silentSeconds = silent === null ? null : Math.floor(silent / 1000);
      const state = stateOf(silentSeconds);
      const isReady = state === "collecting" || state === "standby" || state === "idle";
      const detail =
        state === "stuck"
          ? `The collector has not come round for ${silentSeconds} s: a call of its store does not come back.`
          : trouble;
      return { state, isReady, detail, silentSeconds };
    },
  };
}
