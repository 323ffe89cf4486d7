import { dayMs, hourMs } from "../clock/spans.js";

/** The account's own zone, fixed: API 1.0 writes its mail logs in it. */
export const accountOffset = { text: "+0100", ms: hourMs } as const;

// Share of a working day's mail by local hour: a steep morning, a dip at noon, a tail of machines at night.
const workday = [
  0.8, 0.6, 0.5, 0.5, 0.7, 1.2, 2.2, 5, 9, 10.5, 10.4, 9.6, 6.5, 8.6, 9.2, 8.4, 7, 4.6, 2.6, 1.8, 1.5, 1.2, 1,
  0.9,
] as const;
const weekend = [
  0.8, 0.6, 0.5, 0.5, 0.6, 0.8, 1, 1.2, 1.5, 1.8, 1.9, 1.8, 1.7, 1.6, 1.6, 1.6, 1.7, 1.8, 1.8, 1.6, 1.4, 1.2,
  1, 0.9,
] as const;

const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0);
/** The activity of a week's hours, added up. */
export const weekActivity = 5 * sum(workday) + 2 * sum(weekend);
/** Below it, in any zone, people are not at work. */
const workingActivity = 2;

/** How busy a moment's hour is in a zone: about 10 in the morning of a working day, below 1 at night. */
export function activityAt(time: number, offsetMs: number): number {
  const localHour = Math.floor(((time + offsetMs) % dayMs) / hourMs);
  return (isWeekend(time, offsetMs) ? weekend : workday)[localHour] ?? 0;
}

/** Whether a moment is in the working hours of a zone. */
export function isWorkingTime(time: number, offsetMs: number): boolean {
  return activityAt(time, offsetMs) >= workingActivity;
}

/** Whether a moment lies on a Saturday or Sunday of a zone. Default: the account's. */
export function isWeekend(time: number, offsetMs: number = accountOffset.ms): boolean {
  const weekday = (Math.floor((time + offsetMs) / dayMs) + 4) % 7;
  return weekday === 0 || weekday === 6;
}
