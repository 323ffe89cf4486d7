import { minuteMs } from "../clock/spans.js";

/** When a fault may strike, by the tenant's clock. Without any of these: from when it is injected, for ever. */
export interface FaultSchedule {
  /** Milliseconds since 1970. */
  readonly from?: number;
  readonly until?: number;
  /** Again and again: in each span of so many minutes, counted from `from`, or else from when it was injected … */
  readonly everyMinutes?: number;
  /** … in the first so many minutes of it. Default 5. */
  readonly forMinutes?: number;
}

const usualMinutes = 5;

export function isScheduled(schedule: FaultSchedule): boolean {
  return schedule.from !== undefined || schedule.until !== undefined || schedule.everyMinutes !== undefined;
}

/** Whether a fault that was injected then may strike at this moment. */
export function isDue(
  schedule: FaultSchedule,
  { injectedAt, at }: { readonly injectedAt: number; readonly at: number },
): boolean {
  const { from = injectedAt, until = Infinity, everyMinutes } = schedule;
  if (at < Math.max(from, injectedAt) || at >= until) return false;
  if (everyMinutes === undefined) return true;
  const sinceRound = (at - from) % (everyMinutes * minuteMs);
  return sinceRound < (schedule.forMinutes ?? usualMinutes) * minuteMs;
}
