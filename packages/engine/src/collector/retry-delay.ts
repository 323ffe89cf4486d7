const minuteMs = 60_000;
const maxRetryDelayMs = 6 * 60 * minuteMs;

/** When a file that could not be read is tried again: twice as long after each attempt. */
export function retryAtOf(attempts: number, now: number): number {
  return now + Math.min(minuteMs * 2 ** attempts, maxRetryDelayMs);
}
