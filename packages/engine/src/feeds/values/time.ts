/**
 * Vendor times: `2021-11-12T12:15:46+0000`, `+00:00`, `Z`, an account-local offset, single-digit hours,
 * fractions of seconds, the name of a zone in brackets behind its offset, and the epoch in seconds or milliseconds as
 * number or text.
 */
const timePattern =
  /^(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(?:(Z|[+-]\d{2}:?\d{2})(?:\[[\w/+-]+\])?)?$/i;

/** Epochs below this are seconds: as milliseconds it would be March 1973, before there was email to log. */
const firstMilliseconds = 100_000_000_000;

/** Mail logs older or newer than this don't exist: such a time is a mistake, and would make a day of its own. */
const earliest = Date.UTC(1990, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/** Milliseconds since the epoch; null for what is no time. A time without an offset is UTC. */
export function readTime(value: unknown): number | null {
  const time = parseTime(value);
  return time !== null && time >= earliest && time < latest ? time : null;
}

/** The time in the first of these fields that holds one. */
export function readFirstTime(
  record: Readonly<Record<string, unknown>>,
  names: readonly string[],
): number | null {
  for (const name of names) {
    const time = readTime(record[name]);
    if (time !== null) return time;
  }
  return null;
}

function parseTime(value: unknown): number | null {
  if (typeof value === "number") return readEpoch(value);
  if (typeof value !== "string") return null;
  const usual = parseUsual(value);
  if (usual !== null) return usual;
  const text = value.trim();
  if (/^\d{9,14}$/.test(text)) return readEpoch(Number(text));
  const match = timePattern.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = "0", fraction = "0", zone = "Z"] = match;
  const utc = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  if (!isCalendarTime(utc, { month: Number(month), day: Number(day) })) return null;
  return utc + Math.trunc(Number(`0.${fraction}`) * 1000) - offsetMs(zone);
}

/** Lengths of `2025-03-01T09:33:29` and of the same with `+0100` or `.250Z`. */
const usualLength = 19;
const usualLengthWithOffset = 24;

/**
 * The layouts in which nearly all come, read without a search for patterns: `2025-03-01T09:33:29+0100`, and
 * `2025-03-01T09:33:29.250Z`. Null for any other, and for what needs a closer look.
 */
function parseUsual(text: string): number | null {
  if (text.length !== usualLengthWithOffset || text[4] !== "-" || text[7] !== "-" || text[10] !== "T") {
    return null;
  }
  if (text[13] !== ":" || text[16] !== ":") return null;
  const isUtc = text[usualLength] === "." && text[usualLengthWithOffset - 1] === "Z";
  const sign = isUtc || text[usualLength] === "+" ? 1 : text[usualLength] === "-" ? -1 : 0;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  const milliseconds = isUtc ? digits(text, 20, 23) : 0;
  const offsetMinutes = isUtc ? 0 : digits(text, 20, 22) * 60 + digits(text, 22, 24);
  // The last days of a month are left to the calendar.
  if (sign === 0 || year < 1000 || month < 1 || month > 12 || day < 1 || day > 28) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const time = Date.UTC(year, month - 1, day, hour, minute - sign * offsetMinutes, second, milliseconds);
  // What is no digit makes it no number.
  return Number.isNaN(time) ? null : time;
}

function digits(text: string, from: number, until: number): number {
  let number = 0;
  for (let index = from; index < until; index += 1) {
    const digit = text.charCodeAt(index) - zero;
    number = digit < 0 || digit > 9 ? Number.NaN : number * 10 + digit;
  }
  return number;
}

const zero = "0".charCodeAt(0);

function readEpoch(value: number): number | null {
  if (!Number.isFinite(value)) return null;
  return Math.trunc(value < firstMilliseconds ? value * 1000 : value);
}

/** Date.UTC rolls 31 February over into March: such a time is no time. */
function isCalendarTime(utc: number, { month, day }: { month: number; day: number }): boolean {
  const date = new Date(utc);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function offsetMs(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const sign = zone.startsWith("-") ? -1 : 1;
  const digits = zone.slice(1).replace(":", "");
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
}

/** The time in a file name such as `receipt_20250301093329655.json`; null where there is none. */
export function readFileNameTime(fileName: string): number | null {
  const match = /(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{3})?/.exec(fileName);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, milliseconds = "0"] = match;
  return Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(milliseconds),
  );
}

/** The vendor's request format: `2025-03-01T09:33:29+0000`, whole seconds, UTC. */
export function formatVendorTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}+0000`;
}

/** The request format of the statistics of API 2.0: `2025-03-01T09:33:29.000Z[UTC]`. */
export function formatZonedTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString()}[UTC]`;
}

/** The day of a listing: `2025-03-01`, UTC. */
export function formatVendorDay(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
