import { secondMs } from "../clock/spans.js";

/** A line of a file, as it was recorded. */
export interface RecordedLine {
  readonly fileName: string;
  readonly raw: string;
}

/** `to-now`: the newest record is of this moment; a number: milliseconds to the future, below zero to the past. */
export type RecordsShift = "to-now" | number;

const clock = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d`;
/** A text that is nothing but a time. What a subject or a URL tells of is left alone. */
const wholeTime = new RegExp(`"(${clock})((?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?)"`, "g");
/** The ending of an audit event's text. */
const auditTime = /(Date: )(\d{4}-\d\d-\d\d)(,? Time: )(\d\d:\d\d:\d\d)/g;
/** The mail logs of API 2.0 have milliseconds since 1970. */
const numberTime = /("timestamp"\s*:\s*)(\d{13})(?=\D)/g;

/** Moves every time in the lines by as much, in the spelling it has; all else stays as it was, byte for byte. */
export function shiftLines(
  lines: readonly RecordedLine[],
  move: { readonly by: RecordsShift; readonly now: number; readonly newest: number | null },
): RecordedLine[] {
  const { by, now, newest } = move;
  const exact = by === "to-now" ? now - (newest ?? now) : by;
  // Most of the times have no finer one.
  const ms = Math.floor(exact / secondMs) * secondMs;
  return lines.map(({ fileName, raw }) => ({ fileName, raw: shiftText(raw, ms) }));
}

function shiftText(raw: string, ms: number): string {
  return raw
    .replace(wholeTime, (_, time: string, rest: string) => `"${shiftClock(time, ms)}${rest}"`)
    .replace(auditTime, (_, head: string, day: string, middle: string, time: string) => {
      const shifted = shiftClock(`${day}T${time}`, ms);
      return `${head}${shifted.slice(0, 10)}${middle}${shifted.slice(11)}`;
    })
    .replace(numberTime, (_, head: string, time: string) => `${head}${Number(time) + ms}`);
}

/** The digits of a clock in any zone, so many seconds later. */
function shiftClock(text: string, ms: number): string {
  const time = Date.parse(`${text.replace(" ", "T")}Z`);
  if (Number.isNaN(time)) return text;
  const shifted = new Date(time + ms).toISOString();
  return `${shifted.slice(0, 10)}${text.charAt(10)}${shifted.slice(11, 19)}`;
}
