import { expect, test } from "vitest";
import { killAtEachStep, stopPastLease } from "./kill.js";

test("nothing is lost or doubled by a death at each commit of a cycle, and at each step between", async () => {
  expect(await killAtEachStep({ messagesPerDay: 800, most: 120 })).toBeGreaterThan(40);
});

test.each([1, 2])(
  "a process that was stopped past its lease doubles nothing when it goes on, seed %i",
  async (seed) => {
    await stopPastLease({ messagesPerDay: 3000, seed });
  },
);
