import { parseDate } from "../wire/dates.js";

/** A moment in a zone that has a name, as the statistics take and give it. */
export interface ZonedTime {
  readonly time: number;
  readonly zone: string;
}

/** Reads `2025-03-01T00:00:00.000+01:00[Europe/Berlin]`; null when it is none, or the zone is unknown. */
export function parseZonedTime(text: string): ZonedTime | null {
  const [, local = "", zone = ""] = /^([^[]+)\[([A-Za-z0-9_+\-/]+)\]$/.exec(text) ?? [];
  const time = parseDate(local);
  return time === null || !isZone(zone) ? null : { time, zone };
}

export function formatZonedTime({ time, zone }: ZonedTime): string {
  const offset = offsetOf(zone, time);
  const minutes = offset === "Z" ? 0 : toMinutes(offset);
  const local = new Date(time + minutes * 60_000).toISOString().slice(0, -1);
  return `${local}${offset}[${zone}]`;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** `+01:00`, or `Z`. */
function offsetOf(zone: string, time: number): string {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const name = format.formatToParts(time).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const offset = name.replace("GMT", "");
  return offset === "" || offset === "+00:00" ? "Z" : offset;
}

function toMinutes(offset: string): number {
  const [hours = 0, minutes = 0] = offset.slice(1).split(":").map(Number);
  return (hours * 60 + minutes) * (offset.startsWith("-") ? -1 : 1);
}
