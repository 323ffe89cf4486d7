import fc from "fast-check";
import { expect, test } from "vitest";
import { playSchedule, schedules, simulate } from "./model.suite.js";

const settings = { settleMinutes: 5, retentionHours: null, lookbackMinutes: 60 };

test("whatever happens, no time is unaccounted for, nothing is called complete that is not, and late events are found", async () => {
  await fc.assert(fc.asyncProperty(schedules, playSchedule), { numRuns: 300 });
});

test("a clock a minute behind calls nothing complete that has just left what the vendor keeps", async () => {
  await playSchedule({
    settleMinutes: 0,
    retentionHours: 8,
    lookbackMinutes: 0,
    steps: [
      { kind: "jump", minutes: -1 },
      { kind: "pass", minutes: 2448, lateMinutes: [] },
      { kind: "poll", breaksAt: null },
    ],
  });
});

test("a clock a minute ahead calls nothing complete that has not been, however short the settle delay", async () => {
  await playSchedule({
    settleMinutes: 0,
    retentionHours: null,
    lookbackMinutes: 0,
    steps: [
      { kind: "jump", minutes: 1 },
      { kind: "poll", breaksAt: null },
    ],
  });
});

test("the model notices a reader that forgets half of what it was answered", async () => {
  const { play, check, world } = simulate(settings);
  await play({ kind: "poll", breaksAt: null });
  const { ledger, stored } = world();
  expect(stored.size).toBeGreaterThan(4);
  await check();
  // What a commit of progress ahead of its data would leave behind.
  (stored as Set<unknown>).clear();
  await expect(check()).rejects.toThrow("said to be complete, and is not");
  expect(await ledger.windows()).not.toEqual([]);
});
