import { describe, expect, test } from "vitest";
import { parseDuration, readDuration } from "./durations.js";
import { readClickFilter, readEventFilter } from "./event-filter.js";
import { collectList } from "./lists.js";
import { parseWhole } from "./numbers.js";
import { parseFutureTime, parsePastTime, parseTime } from "./times.js";

const now = Date.UTC(2026, 0, 5, 12);
const hour = 3_600_000;

test("times that have been, and times to come, are told apart", () => {
  const made = { option: "--application-made", now };
  expect(parsePastTime("10m ago", made)).toBe(now - 10 * 60_000);
  expect(parsePastTime("2026-01-05T11:30:00.000Z", made)).toBe(now - hour / 2);
  expect(() => parsePastTime("2026-01-06T00:00:00Z", made)).toThrow("has not been yet");
  const expires = { option: "--expires", now };
  expect(parseFutureTime("90d", expires)).toBe(now + 90 * 24 * hour);
  expect(parseFutureTime("2027-01-31T00:00:00Z", expires)).toBe(Date.UTC(2027, 0, 31));
  expect(() => parseFutureTime("2020-01-01", expires)).toThrow("has passed already");
  expect(() => parseFutureTime("soon", expires)).toThrow("--expires");
});

describe("durations", () => {
  test.each([
    ["90s", 90_000],
    ["15m", 15 * 60_000],
    ["15min", 15 * 60_000],
    ["24h", 24 * hour],
    ["1.5h", 1.5 * hour],
    ["1h30m", 1.5 * hour],
    ["7 d", 168 * hour],
    ["2w", 336 * hour],
  ])("%s", (text, ms) => {
    expect(readDuration(text)).toBe(ms);
  });

  test.each(["", "24", "h", "1y", "-2h", "2026-01-05", "1h-", "one hour"])("%s is none", (text) => {
    expect(readDuration(text)).toBeNull();
  });

  test("nothing takes no time", () => {
    expect(() => parseDuration("0s", "--every")).toThrow("--every");
  });
});

describe("times", () => {
  const parse = (text: string) => parseTime(text, { option: "--since", now });

  test("are how long ago, a time with a zone, or a local time", () => {
    expect(parse("2h")).toBe(now - 2 * hour);
    expect(parse("2026-01-05T10:30:00Z")).toBe(Date.UTC(2026, 0, 5, 10, 30));
    expect(parse("2026-01-05T10:30:00+02:00")).toBe(Date.UTC(2026, 0, 5, 8, 30));
    expect(parse("2026-01-05 10:30")).toBe(new Date(2026, 0, 5, 10, 30).getTime());
  });

  test("a bare day is the local one", () => {
    expect(parse("2026-01-05")).toBe(new Date(2026, 0, 5).getTime());
  });

  test.each(["yesterday", "2026-13-01", "05.01.2026", "1767614400000", ""])("%s is none", (text) => {
    expect(() => parse(text)).toThrow("--since");
  });
});

test("lists may be repeated or stand in one word", () => {
  expect(collectList("a, b", undefined)).toEqual(["a", "b"]);
  expect(collectList("b,c", ["a", "b"])).toEqual(["a", "b", "c"]);
});

test.each(["", "1.5", "-1", "0x10", "70000"])("%s is no port", (text) => {
  expect(() => parseWhole(text, { option: "--port-v1", least: 0, most: 65_535 })).toThrow("--port-v1");
});

describe("filters", () => {
  test("take what the screen shows", () => {
    const options = {
      url: "hxxps://evil[.]example/a",
      host: "Evil[.]example",
      sender: "Bad@Evil.example",
      limit: "5",
    };
    expect(readEventFilter(options, now)).toEqual({
      url: "https://evil.example/a",
      host: "evil.example",
      sender: "bad@evil.example",
      limit: 5,
    });
    expect(readClickFilter({ malicious: true, since: "1h" }, now)).toEqual({
      isMalicious: true,
      since: now - hour,
    });
  });

  test("leave out what was not asked for", () => {
    expect(readEventFilter({}, now)).toEqual({});
    expect(readEventFilter({ messageId: "<a@b>" }, now)).toEqual({ messageId: "a@b" });
  });
});
