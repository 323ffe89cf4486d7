import { describe, expect, test } from "vitest";
import type { WindowEntry } from "../store/index.js";
import { enterPoll, type PollPosition, planPoll } from "./plan-polls.js";

const minute = 60_000;
const start = Date.UTC(2026, 0, 5, 12);
const everyMs = 15 * minute;
const done: PollPosition = { number: 4, at: start, state: "complete", wholeAt: start };

describe("planning polls", () => {
  test("polls at once at first, then when it is time, a little early allowed", () => {
    expect(planPoll(null, { now: start, everyMs })).toEqual({
      number: 1,
      at: start,
      state: "reading",
      wholeAt: null,
    });
    expect(planPoll(done, { now: start + 13 * minute, everyMs })).toBeNull();
    expect(planPoll(done, { now: start + 14 * minute, everyMs })).toEqual({
      number: 5,
      at: start + 14 * minute,
      state: "reading",
      wholeAt: start,
    });
  });

  test.each(["reading", "leaving"] as const)("polls again at once where the last was cut off %s", (state) => {
    expect(planPoll({ ...done, state }, { now: start, everyMs })).toMatchObject({
      number: 5,
      wholeAt: start,
    });
  });

  test("goes on when the clock was set back, and puts nothing before what was found earlier", () => {
    expect(planPoll(done, { now: start - 60 * minute, everyMs })).toMatchObject({ number: 5, at: start });
  });
});

describe("the ledger of polls", () => {
  const after = (entries: readonly WindowEntry[], at: number): WindowEntry[] => {
    const put = enterPoll(entries, { at, maxGapMs: 2 * everyMs });
    // As the store does it: an entry replaces those inside it.
    const kept = entries.filter(
      (entry) => !put.some(({ from, until }) => entry.from >= from && entry.until <= until),
    );
    return [...kept, ...put];
  };
  const run = (...minutes: number[]): { from: number; until: number; state: string }[] =>
    minutes
      .reduce<WindowEntry[]>((entries, at) => after(entries, start + at * minute), [])
      .map(({ from, until, state }) => ({
        from: (from - start) / minute,
        until: Math.floor((until - start) / minute),
        state,
      }));

  test("joins polls that come in time", () => {
    expect(run(0, 15, 31)).toEqual([{ from: 0, until: 31, state: "complete" }]);
  });

  test("names a span in which one was missed", () => {
    const entries = run(0, 15, 60, 75);
    expect(entries.map(({ state }) => state)).toEqual(["complete", "unprovable", "complete"]);
    expect(entries.map(({ until }) => until)).toEqual([15, 60, 75]);
  });

  test("keeps one gap of a list that is polled too rarely, however long", () => {
    const rare = Array.from({ length: 200 }, (_, index) => index * 60);
    expect(run(...rare)).toEqual([
      { from: 0, until: 0, state: "complete" },
      { from: expect.closeTo(0, 3), until: 199 * 60, state: "unprovable" },
      { from: 199 * 60, until: 199 * 60, state: "complete" },
    ]);
    expect(run(...rare, 199 * 60 + 15, 220 * 60).map(({ state }) => state)).toEqual([
      "complete",
      "unprovable",
      "complete",
      "unprovable",
      "complete",
    ]);
  });

  test("keeps one entry for polls at the same instant", () => {
    expect(run(0, 0)).toHaveLength(1);
  });
});
