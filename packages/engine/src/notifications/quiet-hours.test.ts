import { describe, expect, test } from "vitest";
import { isTimeZone, quietUntil } from "./quiet-hours.js";

const at = (text: string): number => Date.parse(text);
const minuteOf = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours * 60 + minutes;
};

function endOf(now: string, hours: string, timeZone: string): string {
  const [from = "", until = ""] = hours.split("-");
  const quiet = { fromMinute: minuteOf(from), untilMinute: minuteOf(until), timeZone };
  return new Date(quietUntil(quiet, at(now))).toISOString().slice(0, 16);
}

describe("quiet hours go by the clock on the wall", () => {
  test.each([
    ["in the evening", "2026-01-05T21:30Z", "22:00-07:00", "Europe/Berlin", "2026-01-06T06:00"],
    ["a minute before they begin", "2026-01-05T20:59Z", "22:00-07:00", "Europe/Berlin", "2026-01-05T20:59"],
    ["the minute they end", "2026-01-06T06:00Z", "22:00-07:00", "Europe/Berlin", "2026-01-06T06:00"],
    ["in summer", "2026-07-05T21:30Z", "22:00-07:00", "Europe/Berlin", "2026-07-06T05:00"],
    [
      "in a zone of three quarters of an hour",
      "2026-01-05T17:00Z",
      "22:00-07:00",
      "Asia/Kathmandu",
      "2026-01-06T01:15",
    ],
    [
      "on the other side of the date line",
      "2026-01-05T10:00Z",
      "22:00-07:00",
      "Pacific/Auckland",
      "2026-01-05T18:00",
    ],
    ["within one day", "2026-01-05T12:15Z", "12:00-13:00", "UTC", "2026-01-05T13:00"],
    ["of no length", "2026-01-05T12:15Z", "12:00-12:00", "UTC", "2026-01-05T12:15"],
  ])("%s", (_, now, hours, zone, end) => {
    expect(endOf(now, hours, zone)).toBe(end);
  });

  // 2026-03-29: 02:00 becomes 03:00 in Berlin, at 01:00 UTC. 2026-10-25: 03:00 becomes 02:00, at 01:00 UTC.
  test.each([
    ["a night that is an hour shorter", "2026-03-28T22:00Z", "22:00-07:00", "2026-03-29T05:00"],
    ["an end that the wall never shows", "2026-03-28T22:00Z", "22:00-02:30", "2026-03-29T01:00"],
    ["a beginning that it never shows", "2026-03-29T00:59Z", "02:30-05:00", "2026-03-29T00:59"],
    ["just after such a beginning", "2026-03-29T01:00Z", "02:30-05:00", "2026-03-29T03:00"],
    ["a night that is an hour longer", "2026-10-24T21:00Z", "22:00-07:00", "2026-10-25T06:00"],
    ["an end that it shows twice", "2026-10-24T21:00Z", "22:00-02:30", "2026-10-25T00:30"],
    ["the hour it shows the second time", "2026-10-25T01:10Z", "22:00-02:30", "2026-10-25T01:30"],
  ])("when clocks change: %s", (_, now, hours, end) => {
    expect(endOf(now, hours, "Europe/Berlin")).toBe(end);
  });
});

test("knows the names of time zones", () => {
  for (const name of ["Europe/Berlin", "America/Argentina/Ushuaia", "UTC"])
    expect(isTimeZone(name)).toBe(true);
  for (const name of ["Europe/Atlantis", "", "nine o'clock"]) expect(isTimeZone(name)).toBe(false);
});
