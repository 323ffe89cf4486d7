import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatVendorDay, formatVendorTime, readFileNameTime, readTime } from "./time.js";

const noon = Date.UTC(2026, 0, 5, 12, 30, 15);

describe("reading vendor times", () => {
  test.each([
    ["2026-01-05T12:30:15+0000"],
    ["2026-01-05T12:30:15Z"],
    ["2026-01-05T12:30:15+00:00"],
    ["2026-01-05T13:30:15+0100"],
    ["2026-01-05T13:30:15.000+01:00[Europe/Berlin]"],
    ["2026-01-05T12:30:15.000Z[UTC]"],
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

  test("reads the usual layout as it reads any other", () => {
    const part = (max: number, width = 2) =>
      fc.integer({ min: 0, max }).map((number) => String(number).padStart(width, "0"));
    const time = fc.tuple(part(2200, 4), part(14), part(33), part(26), part(66), part(66));
    const offset = fc.tuple(fc.constantFrom("+", "-"), part(14), part(66));
    fc.assert(
      fc.property(time, offset, ([year, month, day, ...clock], [sign, hours, minutes]) => {
        const local = `${year}-${month}-${day}T${clock.join(":")}`;
        expect(readTime(`${local}${sign}${hours}${minutes}`)).toBe(
          readTime(`${local}${sign}${hours}:${minutes}`),
        );
      }),
    );
    expect(readTime("2026-0a-05T12:30:15+0000")).toBeNull();
    expect(readTime("2026-01-05T12:30:15+0a00")).toBeNull();
  });

  test("reads milliseconds with a Z as it reads them with an offset", () => {
    const part = (max: number, width = 2) =>
      fc.integer({ min: 0, max }).map((number) => String(number).padStart(width, "0"));
    fc.assert(
      fc.property(part(33), part(26), part(66), part(999, 3), (day, hour, second, milliseconds) => {
        const local = `2026-02-${day}T${hour}:30:${second}.${milliseconds}`;
        expect(readTime(`${local}Z`)).toBe(readTime(`${local}+00:00`));
      }),
    );
    expect(readTime("2026-01-05T12:30:15.2a0Z")).toBeNull();
  });

  test("reads the time in a file's name", () => {
    expect(readFileNameTime("receipt_20260105123015250.json")).toBe(noon + 250);
    expect(readFileNameTime("a7bebfbb.zip")).toBeNull();
  });

  test("writes times as the vendor takes them", () => {
    expect(formatVendorTime(noon)).toBe("2026-01-05T12:30:15+0000");
    expect(formatVendorDay(noon)).toBe("2026-01-05");
  });
});
