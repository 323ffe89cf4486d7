import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WindowEntry } from "../store/index.js";
import { planWindows, subtractSpans, type WindowPlanRequest } from "./plan-windows.js";

const hour = 3_600_000;
const minute = 60_000;
const start = Date.UTC(2026, 0, 5, 12);

const base: WindowPlanRequest = {
  since: start - hour,
  until: null,
  now: start,
  settleDelayMs: 5 * minute,
  retentionMs: null,
  entries: [],
  maxWindowMs: hour,
  alignMs: null,
  sweepAfterMs: [hour, 24 * hour],
};

function complete(from: number, until: number, asOf = until): WindowEntry {
  return { part: "", from, until, state: "complete", reason: null, asOf };
}

describe("planning windows", () => {
  test("reads the lookback up to the settle delay, and nothing newer", () => {
    expect(planWindows(base).windows).toEqual([
      { from: start - hour, until: start - 5 * minute, purpose: "new" },
    ]);
  });

  test("plans nothing while all is read and no sweep is due", () => {
    const entries = [complete(start - hour, start - 5 * minute, start)];
    expect(planWindows({ ...base, entries }).windows).toEqual([]);
  });

  test("reads a window again one hour and one day after its end, and then never more", () => {
    const until = start - hour - 5 * minute;
    const entry = complete(start - 2 * hour, until, until + 6 * minute);
    const request = {
      ...base,
      since: entry.from,
      entries: [entry, complete(until, start - 5 * minute, start)],
    };
    const sweep = { from: entry.from, until, purpose: "sweep" };
    expect(planWindows(request).windows).toEqual([sweep]);
    const swept = { ...entry, asOf: start };
    const later = until + 25 * hour;
    const rest = complete(until, later - 5 * minute, later);
    expect(planWindows({ ...request, entries: [swept, ...request.entries.slice(1)] }).windows).toEqual([]);
    expect(planWindows({ ...request, now: later, entries: [swept, rest] }).windows).toEqual([sweep]);
    expect(
      planWindows({ ...request, now: later, entries: [{ ...entry, asOf: later }, rest] }).windows,
    ).toEqual([]);
  });

  test("joins the sweeps of neighbours", () => {
    const quarter = 15 * minute;
    const from = start - 3 * hour;
    const entries = [0, 1, 2, 3].map((index) =>
      complete(from + index * quarter, from + (index + 1) * quarter, from + (index + 2) * quarter),
    );
    const rest = complete(from + hour, start - 5 * minute, start);
    expect(planWindows({ ...base, since: from, entries: [...entries, rest] }).windows).toEqual([
      { from, until: from + hour, purpose: "sweep" },
    ]);
  });

  test("reads an incomplete window again", () => {
    const entry: WindowEntry = {
      ...complete(start - hour, start - 5 * minute),
      state: "incomplete",
      reason: "throttled",
    };
    expect(planWindows({ ...base, entries: [entry] }).windows).toEqual([
      { from: start - hour, until: start - 5 * minute, purpose: "retry" },
    ]);
  });

  test("names what left retention before it was read as lost, and reads the rest", () => {
    const plan = planWindows({ ...base, since: start - 10 * hour, retentionMs: 8 * hour });
    expect(plan.lost).toEqual([{ from: start - 10 * hour, until: start - 8 * hour }]);
    expect(plan.windows[0]?.from).toBe(start - 8 * hour);
  });

  test("covers a gap of years in few windows", () => {
    const plan = planWindows({ ...base, since: Date.UTC(2017, 0, 1) });
    expect(plan.windows.length).toBeLessThanOrEqual(64);
    expect(plan.windows[0]?.until).toBe(start - 5 * minute);
  });

  test("aligns windows, reads none before it is whole, and joins no sweeps", () => {
    const aligned = { ...base, since: start - 3 * hour + 20 * minute, alignMs: hour };
    const { windows } = planWindows(aligned);
    expect(windows.map(({ from, until }) => [(from - start) / hour, (until - start) / hour])).toEqual([
      [-2, -1],
      [-3, -2],
    ]);
    const entries = windows.map(({ from, until }) => complete(from, until, until));
    expect(planWindows({ ...aligned, now: start + 3 * hour, entries }).windows).toEqual([
      { from: start + hour, until: start + 2 * hour, purpose: "new" },
      { from: start, until: start + hour, purpose: "new" },
      { from: start - hour, until: start, purpose: "new" },
      ...entries.map(({ from, until }) => ({ from, until, purpose: "sweep" })),
    ]);
  });

  test("reads first what is about to leave retention, the oldest first, then the newest", () => {
    const request = { ...base, since: start - 12 * hour, settleDelayMs: 0, retentionMs: 10 * hour };
    const froms = planWindows(request).windows.map(({ from }) => (from - start) / hour);
    expect(froms).toEqual([-10, -9, -8, -1, -2, -3, -4, -5, -6, -7]);
  });

  test("does not trust what was read while the clock was ahead", () => {
    const ahead = complete(start - hour, start + 2 * hour, start + 3 * hour);
    const plan = planWindows({ ...base, entries: [ahead] });
    expect(plan.distrusted).toEqual([ahead]);
    expect(plan.windows).toEqual([{ from: start - hour, until: start - 5 * minute, purpose: "new" }]);
  });

  test("leaves no gap and reads nothing fresh twice, whatever was read before", () => {
    const spans = fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 30 })), { maxLength: 12 });
    fc.assert(
      fc.property(spans, fc.nat(300), (raw, nowMinutes) => {
        const entries = disjoint(raw);
        const now = start + nowMinutes * minute;
        const plan = planWindows({ ...base, since: start, now, entries });
        const fresh = plan.windows.filter(({ purpose }) => purpose !== "sweep");
        const wanted = { from: start, until: now - 5 * minute };
        expect(subtractSpans(wanted, [...entries, ...fresh])).toEqual([]);
        for (const window of fresh) {
          for (const entry of entries.filter(({ asOf }) => asOf <= now)) {
            expect(window.from >= entry.until || window.until <= entry.from).toBe(true);
          }
        }
      }),
    );
  });
});

function disjoint(raw: readonly (readonly [number, number])[]): WindowEntry[] {
  const entries: WindowEntry[] = [];
  let from = start;
  for (const [gap, length] of raw) {
    const begin = from + gap * minute;
    from = begin + length * minute;
    entries.push(complete(begin, from, from));
  }
  return entries;
}
