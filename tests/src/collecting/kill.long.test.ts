import { expect, test } from "vitest";
import { killAndCompare, killAtEachStep, stopPastLease } from "./kill.js";
import { killPolls } from "./kill-snapshots.js";

// With those of the lists and of the steps, more than two hundred.
test.each([1, 2, 3, 4])("nothing is lost or doubled by a loop of kills, seed %i", async (seed) => {
  await killAndCompare({ kills: 32, messagesPerDay: 6000, seed });
});

test.each([1, 2])("a list is told once by a loop of killed polls, seed %i", async (seed) => {
  await killPolls({ kills: 20, rows: 2000, seed });
});

test("nothing is lost or doubled by a death at each commit of a cycle, and at each step between", async () => {
  expect(await killAtEachStep({ messagesPerDay: 2000, most: 60 })).toBeGreaterThan(40);
});

test.each([1, 2, 3])(
  "a process that was stopped past its lease doubles nothing when it goes on, seed %i",
  async (seed) => {
    await stopPastLease({ messagesPerDay: 6000, seed });
  },
);
