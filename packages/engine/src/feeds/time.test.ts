import { describe, expect, test } from "vitest";
import { formatVendorDay, formatVendorTime, readFileNameTime, readTime } from "./time.js";

const noon = Date.UTC(2026, 0, 5, 12, 30, 15);

describe("reading vendor times", () => {
  test.each([
    ["2026-01-05T12:30:15+0000"],
    ["2026-01-05T12:30:15Z"],
    ["2026-01-05T12:30:15+00:00"],
    ["2026-01-05T13:30:15+0100"],
    ["2026-01-05T07:00:15-0530"],
    ["2026-01-05 12:30:15"],
    [String(noon)],
    [noon],
    [noon / 1000],
  ])("reads %j", (value) => expect(readTime(value)).toBe(noon));

  test("reads a single-digit hour and fractions of a second", () => {
    expect(readTime("2026-01-05T9:05:31+0000")).toBe(Date.UTC(2026, 0, 5, 9, 5, 31));
    expect(readTime("2026-01-05T12:30:15.250Z")).toBe(noon + 250);
  });

  test.each([
    ["yesterday"],
    [""],
    [null],
    [0],
    [-5],
    [Number.NaN],
    ["2026-02-31T00:00:00Z"],
    ["2026-13-01T00:00:00Z"],
    ["9999-12-31T00:00:00Z"],
    ["1900-01-01T00:00:00+0000"],
  ])("takes %j for no time", (value) => expect(readTime(value)).toBeNull());

  test("reads the time in a file's name", () => {
    expect(readFileNameTime("receipt_20260105123015250.json")).toBe(noon + 250);
    expect(readFileNameTime("a7bebfbb.zip")).toBeNull();
  });

  test("writes times as the vendor takes them", () => {
    expect(formatVendorTime(noon)).toBe("2026-01-05T12:30:15+0000");
    expect(formatVendorDay(noon)).toBe("2026-01-05");
  });
});
