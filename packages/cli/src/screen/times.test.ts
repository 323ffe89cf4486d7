import { describe, expect, test } from "vitest";
import { formatDuration, formatFullTime, formatTime, formatTimeOrNever, toIso } from "./times.js";

const now = new Date(2026, 0, 5, 14, 30, 15).getTime();

describe("times for people", () => {
  test("show the day only where it is not today", () => {
    expect(formatTime(now - 1000, now)).toBe("14:30:14");
    expect(formatTime(new Date(2025, 11, 31, 23, 59, 59).getTime(), now)).toBe("2025-12-31 23:59:59");
  });

  test("have one width in lists", () => {
    expect(formatFullTime(now)).toBe("2026-01-05 14:30:15");
  });

  test("say never where nothing came", () => {
    expect(formatTimeOrNever(null, now)).toBe("never");
  });

  test("are ISO and UTC for programs", () => {
    expect(toIso(Date.UTC(2026, 0, 5, 12))).toBe("2026-01-05T12:00:00.000Z");
  });
});

describe("durations", () => {
  test.each([
    [0, "0 ms"],
    [350, "350 ms"],
    [12_000, "12 s"],
    [61_000, "1 min 1 s"],
    [3_600_000, "1 h"],
    [7_500_000, "2 h 5 min"],
    [3 * 86_400_000 + 5 * 3_600_000 + 59_000, "3 d 5 h"],
  ])("%d ms is %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});
