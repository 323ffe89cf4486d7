import { readTime } from "../values/time.js";

/**
 * Offsets in minutes of the zones that texts name, in the regions the vendor serves; none is UTC, as in all times of the
 * vendor's. That BST is British, not that of
 * Bougainville, shows the time of the record itself.
 */
const zones: ReadonlyMap<string, number> = new Map([
  ["", 0],
  ["UTC", 0],
  ["GMT", 0],
  ["Z", 0],
  ["BST", 60],
  ["CET", 60],
  ["CEST", 120],
  ["SAST", 120],
  ["AEST", 600],
  ["AEDT", 660],
  ["EST", -300],
  ["EDT", -240],
  ["CST", -360],
  ["CDT", -300],
  ["MST", -420],
  ["MDT", -360],
  ["PST", -480],
  ["PDT", -420],
]);

const months = "JanFebMarAprMayJunJulAugSepOctNovDec";
const millisecondsPerMinute = 60_000;

const zonePattern = "(?:([A-Z]{1,4})(?=[+-]|$))?([+-]\\d{2}:?\\d{2})?";
/** `2025-03-01 09:33:29 BST`, `… +0100`, `…+0000`, `… GMT-04:00`. */
const dayFirst = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})[ T](\\d{1,2}:\\d{2}:\\d{2})\\s?${zonePattern}$`);
/** Java's `Sat Mar 01 09:33:29 GMT 2025`. */
const javaDate = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{1,2}:\d{2}:\d{2}) (\S{1,9}) (\d{4})$/;
/** A mail header's `Sat, 1 Mar 2025 09:33:29 +0000`. */
const headerDate =
  /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{1,2}:\d{2}:\d{2}) (\S{1,9})(?: \(.{1,9}\))?$/;

/** A time as people and programs write it into a text, in milliseconds since the epoch; null for what is none. */
export function readWrittenTime(value: string | undefined): number | null {
  const text = value?.trim() ?? "";
  const [, day, clock, name, offset] = dayFirst.exec(text) ?? [];
  if (day !== undefined && clock !== undefined)
    return readIn(`${day}T${clock}`, `${name ?? ""}${offset ?? ""}`);
  const java = javaDate.exec(text);
  if (java !== null) {
    const [, month, date, time, zone = "", year] = java;
    return readIn(`${year}-${numberOfMonth(month)}-${date}T${time}`, zone);
  }
  const header = headerDate.exec(text);
  if (header !== null) {
    const [, date, month, year, time, zone = ""] = header;
    return readIn(`${year}-${numberOfMonth(month)}-${date}T${time}`, zone);
  }
  return readTime(text);
}

/** The local time in a zone; null for a zone we don't know, rather than a time that is hours off. */
function readIn(local: string, zone: string): number | null {
  const offset = /[+-]\d{2}:?\d{2}$/.exec(zone)?.[0];
  if (offset !== undefined) return readTime(`${local}${offset}`);
  const minutes = zones.get(zone);
  const time = readTime(`${local}Z`);
  return minutes === undefined || time === null ? null : time - minutes * millisecondsPerMinute;
}

function numberOfMonth(name = ""): number {
  return months.indexOf(name) / 3 + 1;
}
