/** A part of each day, in minutes from midnight UTC; one that ends before it begins goes over midnight. */
export interface QuietHours {
  readonly fromMinute: number;
  readonly untilMinute: number;
}

const minuteMs = 60_000;
const dayMinutes = 24 * 60;

/** When something that is to be told now may be told. Pure. */
export function quietUntil(hours: QuietHours | null, now: number): number {
  if (hours === null || hours.fromMinute === hours.untilMinute) return now;
  const minute = Math.floor(now / minuteMs) % dayMinutes;
  const length = (hours.untilMinute - hours.fromMinute + dayMinutes) % dayMinutes;
  const into = (minute - hours.fromMinute + dayMinutes) % dayMinutes;
  if (into >= length) return now;
  return (Math.floor(now / minuteMs) + length - into) * minuteMs;
}
