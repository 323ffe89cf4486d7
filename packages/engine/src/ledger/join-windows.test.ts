import { expect, test } from "vitest";
import type { WindowEntry } from "../store/index.js";
import { joinWindows } from "./join-windows.js";
import { createMemoryLedger } from "./memory-ledger.js";
import { type PlannedWindow, planWindows } from "./plan-windows.js";
import { proveWindow } from "./prove-window.js";
import { timelineOf } from "./timeline.js";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 5);
const usual = { now: start, sweepAfterMs: [hour, day], keptSince: null };

/** Polls every quarter of an hour, as the collector does. */
async function pollFor(days: number) {
  const ledger = createMemoryLedger();
  let now = start;
  let longest = 0;
  const plan = async (sweepAfterMs: readonly number[]): Promise<readonly PlannedWindow[]> =>
    planWindows({
      since: start,
      until: null,
      now,
      settleDelayMs: 5 * minute,
      retentionMs: null,
      entries: await ledger.windows(),
      maxWindowMs: hour,
      alignMs: null,
      sweepAfterMs,
    }).windows;
  for (; now < start + days * day; now += 15 * minute) {
    for (const window of await plan(usual.sweepAfterMs)) {
      const clocks = { now, vendorNow: now, settleDelayMs: 5 * minute, retentionMs: null, alignMs: null };
      ledger.enter({ windows: proveWindow(window, { ...clocks, part: "" }) });
    }
    ledger.enter({ windows: joinWindows(await ledger.windows(), { ...usual, now }) });
    longest = Math.max(longest, (await ledger.windows()).length);
  }
  return { ledger, longest, now, plan };
}

const windowOf = (from: number, change: Partial<WindowEntry> = {}): WindowEntry => ({
  part: "",
  from,
  until: from + hour,
  state: "complete",
  reason: null,
  asOf: from + 3 * day,
  ...change,
});
const windowsOf = (count: number, change: Partial<WindowEntry> = {}): WindowEntry[] =>
  Array.from({ length: count }, (_, index) => windowOf(start - 9 * day + index * hour, change));

test("however long a feed is polled, its ledger is as long as what is still swept", async () => {
  const [ten, thirty] = [await pollFor(10), await pollFor(30)];
  expect(thirty.longest).toBe(ten.longest);
  expect(thirty.longest).toBeLessThan(120);
  const { ledger, now } = thirty;
  const entries = await ledger.windows();
  const spans = timelineOf({
    since: start,
    now,
    readableUntil: now - 5 * minute,
    keptSince: null,
    sweepAfterMs: usual.sweepAfterMs,
    entries,
    reading: null,
    trouble: null,
  });
  expect(new Set(spans.map(({ state }) => state))).toEqual(new Set(["complete", "due", "settling"]));
  expect(spans[0]).toMatchObject({ from: start, state: "complete", nextSweepAt: null });
});

test("what was joined is swept again, in pieces, where sweeps are set to come later than they did", async () => {
  const { plan } = await pollFor(10);
  const sweeps = (await plan([hour, 2 * day])).filter(({ purpose }) => purpose === "sweep");
  expect(Math.max(...sweeps.map(({ from, until }) => until - from))).toBeLessThanOrEqual(6 * hour);
  const covered = sweeps.reduce((sum, { from, until }) => sum + until - from, 0);
  expect(covered).toBeGreaterThanOrEqual(7 * day);
});

test("joined, it is as of the oldest read and as late as the earliest one", () => {
  const late = windowsOf(6).map((window, index) => ({ ...window, asOf: window.asOf + index * day }));
  expect(joinWindows(late, usual)).toEqual([
    {
      ...windowOf(start - 9 * day),
      until: start - 9 * day + 6 * hour,
      asOf: start - 6 * day,
      readAfterMs: 3 * day - hour,
    },
  ]);
});

test("leaves what is swept once more, what is incomplete, what differs, and what is not worth a commit", () => {
  expect(joinWindows(windowsOf(6, { asOf: start - 9 * day + 10 * hour }), usual)).toEqual([]);
  expect(joinWindows(windowsOf(6, { state: "incomplete", reason: "refused" }), usual)).toEqual([]);
  const mixed = windowsOf(8).map((window, index) => ({ ...window, reason: index % 2 === 0 ? "one" : "two" }));
  expect(joinWindows(mixed, usual)).toEqual([]);
  expect(joinWindows(windowsOf(3), usual)).toEqual([]);
  expect(joinWindows(windowsOf(12, { state: "lost", reason: "retention" }), usual)).toHaveLength(1);
});

test("takes five hundred entries in a step, and goes on behind what can't be joined", () => {
  const apart = Array.from({ length: 600 }, (_, index) => windowOf(start - 900 * day + index * 2 * hour));
  const [joined, ...others] = joinWindows([...apart, ...windowsOf(600)], {
    ...usual,
    now: start + 900 * day,
  });
  expect(others).toEqual([]);
  expect(joined).toMatchObject({ from: start - 9 * day, until: start - 9 * day + 500 * hour });
});
