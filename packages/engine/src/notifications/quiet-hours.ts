/**
 * A part of each day by the clock on the wall of a time zone, in minutes from midnight; one that ends before it begins
 * goes over midnight.
 */
export interface QuietHours {
  readonly fromMinute: number;
  readonly untilMinute: number;
  /** Of the IANA's: Europe/Berlin. */
  readonly timeZone: string;
}

const minuteMs = 60_000;
const dayMinutes = 24 * 60;

/**
 * When something that is to be told now may be told. Where the clock is set forward over the end, that is the moment it
 * is set; where it is set back, what the wall says counts, the second time as well. Pure.
 */
export function quietUntil(hours: QuietHours | null, now: number): number {
  if (hours === null || hours.fromMinute === hours.untilMinute) return now;
  const { fromMinute, untilMinute } = hours;
  const readWall = openWallClock(hours.timeZone);
  const length = (untilMinute - fromMinute + dayMinutes) % dayMinutes;
  /** Minutes of quiet that the wall still shows; 0: none. */
  const leftAt = (time: number): number => {
    const into = (readWall(time) - fromMinute + dayMinutes) % dayMinutes;
    return into >= length ? 0 : length - into;
  };
  let time = now;
  for (let left = leftAt(time); left > 0; left = leftAt(time)) {
    time = Math.floor(time / minuteMs + left) * minuteMs;
    // A clock that was set forward meanwhile has shown the end earlier.
    while (time - minuteMs > now && leftAt(time - minuteMs) === 0) time -= minuteMs;
  }
  return time;
}

export function isTimeZone(name: string): boolean {
  try {
    return openWallClock(name)(0) >= 0;
  } catch {
    return false;
  }
}

/** What a clock on the wall there shows at a time, in minutes from midnight. */
function openWallClock(timeZone: string): (time: number) => number {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return (time) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    return (parts.get("hour") ?? 0) * 60 + (parts.get("minute") ?? 0);
  };
}
