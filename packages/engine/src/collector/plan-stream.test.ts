import { describe, expect, test } from "vitest";
import type { StreamReading } from "../feeds/index.js";
import { countCalls, planStream, type StreamState } from "./plan-stream.js";

const minute = 60_000;
const hour = 60 * minute;
const now = Date.UTC(2026, 0, 5, 12);

const base: StreamState = {
  position: null,
  isCaughtUp: false,
  since: now - hour,
  confirmedUntil: null,
  now,
};
const cursor = { next: "MA==", at: now - 2 * minute, reached: now - 3 * minute };

describe("where the stream goes on", () => {
  test("begins where the connection does", () => {
    expect(planStream(base)).toEqual({ from: now - hour });
  });

  test("begins 23 hours back at most: the vendor refuses more than 24", () => {
    expect(planStream({ ...base, since: now - 100 * hour })).toEqual({ from: now - 23 * hour });
  });

  test("begins behind what the files have brought", () => {
    const confirmedUntil = now - 20 * minute;
    expect(planStream({ ...base, confirmedUntil })).toEqual({ from: confirmedUntil + 1 });
  });

  test("begins a minute back when an event claims to be from the future", () => {
    expect(planStream({ ...base, confirmedUntil: now + 100 * hour })).toEqual({ from: now - minute });
  });

  test("follows the cursor while it is ahead of the files", () => {
    const confirmedUntil = now - 20 * minute;
    for (const isCaughtUp of [true, false]) {
      expect(planStream({ ...base, position: cursor, isCaughtUp, confirmedUntil })).toEqual(cursor);
    }
  });

  test("follows the cursor on a quiet day, though the files have the last event too", () => {
    const position = { ...cursor, reached: now - 5 * hour };
    expect(planStream({ ...base, position, isCaughtUp: true, confirmedUntil: position.reached })).toEqual(
      position,
    );
  });

  test("goes on from the files when they have overtaken it", () => {
    const position = { ...cursor, reached: now - 40 * minute };
    const confirmedUntil = now - 20 * minute;
    expect(planStream({ ...base, position, confirmedUntil })).toEqual({ from: confirmedUntil + 1 });
  });

  test("goes on 23 hours back after a day without a poll, or from the files if they were read meanwhile", () => {
    const position = { ...cursor, at: now - 25 * hour, reached: now - 25 * hour };
    const state = { ...base, since: now - 100 * hour, position, isCaughtUp: true };
    expect(planStream({ ...state, confirmedUntil: now - 26 * hour })).toEqual({ from: now - 23 * hour });
    expect(planStream({ ...state, confirmedUntil: now - hour })).toEqual({ from: now - hour + 1 });
  });
});

describe("the calls of a poll", () => {
  const reading: StreamReading = {
    kind: "stream",
    operation: "siem.stream.cg",
    confirmedBy: "siem-2.0",
    everyMinutes: 2,
    callsPerHour: 150,
  };
  const budget = (remaining: number | null, waitingMs = 0) => [
    { operation: "siem.stream.cg", limit: 300, remaining, resetsAt: null, waitingMs } as const,
  ];

  test.each([
    ["its part of the hour's share", budget(300), 5],
    ["as many where the quota is not known", [], 5],
    ["as many where nobody counts", budget(null), 5],
    ["what is left of the share", budget(152), 2],
    ["none of what is left to others", budget(150), 0],
    ["none while the vendor says to wait", budget(300, 1), 0],
  ])("are %s", (_what, states, calls) => {
    expect(countCalls(reading, states)).toBe(calls);
  });

  test("are at least one, however small the share", () => {
    expect(countCalls({ ...reading, callsPerHour: 10 }, budget(300))).toBe(1);
  });
});
