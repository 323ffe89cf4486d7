/** Tells a collector that works or waits from one that hangs: in a call of its store that never comes back. */
export interface Heartbeat {
  /** The loop of the service has come round, which it does every second. */
  beat(): void;
  /** The service has ended: no beat is to be expected. */
  rest(): void;
  /** A call that has to come back soon, whatever it brings. */
  watch<Value>(call: Promise<Value>): Promise<Value>;
  /** How long the loop has not come round, or a watched call has not come back; null while no service runs. */
  silentMs(): number | null;
}

/** By a clock that nobody sets: one that jumps would be a heart that stops. */
export function createHeartbeat(monotonicMs: () => number = () => performance.now()): Heartbeat {
  let beatAt: number | null = null;
  const calls = new Set<{ readonly begunAt: number }>();
  return {
    beat() {
      beatAt = monotonicMs();
    },
    rest() {
      beatAt = null;
    },
    async watch(call) {
      const begun = { begunAt: monotonicMs() };
      calls.add(begun);
      try {
        return await call;
      } finally {
        calls.delete(begun);
      }
    },
    silentMs() {
      if (beatAt === null) return null;
      return monotonicMs() - Math.min(beatAt, ...[...calls].map(({ begunAt }) => begunAt));
    },
  };
}
