import { expect, test } from "vitest";
import { dayMs, hourMs, minuteMs, secondMs } from "../clock/spans.js";
import { accountOffset } from "../traffic/calendar.js";
import { Random } from "../traffic/random.js";
import { leavingTime, lineOf, linesDecided } from "./leaving.js";

const holdMs = 14 * dayMs;
const start = Date.parse("2026-03-02T00:00:00Z");

test("what was decided is found again from the moment of its decision, once, however long the span", () => {
  const random = new Random(7);
  const decided = Array.from({ length: 600 }, () => ({
    kind: "spam" as const,
    time: start + random.below(7 * dayMs),
    variant: random.next(),
  })).filter((sketch) => leavingTime(sketch, holdMs) < sketch.time + holdMs);
  expect(decided.length).toBeGreaterThan(100);
  for (const sketch of decided) {
    const moment = leavingTime(sketch, holdMs);
    for (const spanMs of [12 * secondMs, 15 * minuteMs, hourMs, 2 * dayMs]) {
      const from = Math.floor(moment / spanMs) * spanMs;
      const spans = [...linesDecided(from, from + spanMs)].filter(
        ({ from: first, until, line }) =>
          (line === null || line === lineOf(sketch)) && first <= sketch.time && sketch.time < until,
      );
      expect(spans).toHaveLength(1);
    }
  }
});

test("nobody decides by night", () => {
  const decided = { kind: "spam", variant: 1 } as const;
  const hours = Array.from({ length: 7 * 24 * 60 }, (_, minute) => {
    const time = leavingTime({ ...decided, time: start + minute * minuteMs }, holdMs);
    return Math.floor((time + accountOffset.ms) / hourMs) % 24;
  });
  expect([...new Set(hours)].sort((one, other) => one - other)).toEqual(
    Array.from({ length: 13 }, (_, index) => 7 + index),
  );
});
