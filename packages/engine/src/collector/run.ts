import { setTimeout as sleep } from "node:timers/promises";
import type { EngineListener } from "../engine/events.js";

const minuteMs = 60_000;
export const defaultCadenceMinutes = 15;

/** Polls each connection at its cadence until stopped; one that fails doesn't hold up the others. */
export async function runCollector(request: {
  readonly connections: () => Promise<readonly string[]>;
  readonly poll: (connection: string) => Promise<void>;
  readonly cadenceMinutes: number | undefined;
  readonly now: () => number;
  readonly listener: EngineListener;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { connections, poll, now, listener, signal } = request;
  const cadenceMs = (request.cadenceMinutes ?? defaultCadenceMinutes) * minuteMs;
  while (!signal.aborted) {
    const startedAt = now();
    const nextPollAt = startedAt + cadenceMs;
    await Promise.all(
      (await connections()).map(async (connection) => {
        await poll(connection);
        if (!signal.aborted) listener("poll.finished", { connection, nextPollAt });
      }),
    );
    if (signal.aborted) return;
    // The clock may be a virtual one that runs faster than the timers: look at it every now and then.
    while (!signal.aborted && now() < nextPollAt) {
      await sleep(Math.min(1000, nextPollAt - now()), undefined, { signal }).catch(() => {});
    }
  }
}
