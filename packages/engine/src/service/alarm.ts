import { setTimeout as waitInRealTime } from "node:timers/promises";

export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** A sleep that can be cut short. */
export interface Alarm {
  /** Sleeps so long, or until somebody rings or the signal comes. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Ends the sleep under way, or the next one at once. */
  ring(): void;
}

export function createAlarm(sleep: Sleep = sleepInRealTime): Alarm {
  let isRinging = false;
  let asleep: AbortController | null = null;
  return {
    async wait(milliseconds, signal) {
      if (signal.aborted) return;
      const controller = new AbortController();
      const wake = (): void => controller.abort();
      signal.addEventListener("abort", wake, { once: true });
      asleep = controller;
      if (isRinging) controller.abort();
      isRinging = false;
      try {
        await sleep(milliseconds, controller.signal);
      } finally {
        asleep = null;
        signal.removeEventListener("abort", wake);
      }
    },
    ring() {
      if (asleep === null) isRinging = true;
      else asleep.abort();
    },
  };
}

export async function sleepInRealTime(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await waitInRealTime(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => {});
}
