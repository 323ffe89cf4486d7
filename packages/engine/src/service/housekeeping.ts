import { toPosternError } from "../errors/index.js";
import { sleepInRealTime } from "./alarm.js";

/** Does a piece of work now and again and again until the signal. A failure is told, and it is tried again at its time. */
export async function keepHouse(request: {
  readonly everyMs: number;
  readonly work: () => Promise<unknown>;
  readonly onFailure: (detail: string) => void;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { everyMs, work, onFailure, signal } = request;
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      onFailure(toPosternError(error).message);
    }
    await sleepInRealTime(everyMs, signal);
  }
}
