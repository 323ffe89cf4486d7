const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Local time; the day only where it is not today. */
export function formatTime(time: number, now: number): string {
  const date = new Date(time);
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(":");
  return formatDay(date) === formatDay(new Date(now)) ? clock : `${formatDay(date)} ${clock}`;
}

/** Local day and time, always of the same width. */
export function formatFullTime(time: number): string {
  const date = new Date(time);
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(":");
  return `${formatDay(date)} ${clock}`;
}

export function formatTimeOrNever(time: number | null, now: number): string {
  return time === null ? "never" : formatTime(time, now);
}

/** The two greatest units: `2 h 5 min`, `3 d`, `12 s`. */
export function formatDuration(ms: number): string {
  if (ms < second) return `${Math.max(0, Math.round(ms))} ms`;
  const units = [
    { size: day, name: "d" },
    { size: hour, name: "h" },
    { size: minute, name: "min" },
    { size: second, name: "s" },
  ];
  let rest = Math.round(ms / second) * second;
  const parts: string[] = [];
  for (const { size, name } of units) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${name}`);
    rest -= count * size;
    if (parts.length === 2 || (parts.length === 1 && rest === 0)) break;
  }
  return parts.join(" ");
}

/** Says once below a table which zone its times are in. */
export function describeZone(now: number): string {
  const offsetMinutes = -new Date(now).getTimezoneOffset();
  if (offsetMinutes === 0) return "Times are UTC.";
  const sign = offsetMinutes > 0 ? "+" : "-";
  const hours = twoDigits(Math.floor(Math.abs(offsetMinutes) / 60));
  const minutes = twoDigits(Math.abs(offsetMinutes) % 60);
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return `Times are local (${name}, UTC${sign}${hours}:${minutes}); --json gives UTC.`;
}

export function toIso(time: number): string {
  return new Date(time).toISOString();
}

export function toIsoOrNull(time: number | null): string | null {
  return time === null ? null : toIso(time);
}

function formatDay(date: Date): string {
  return [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join("-");
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
