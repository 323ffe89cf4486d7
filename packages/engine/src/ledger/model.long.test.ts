import fc from "fast-check";
import { test } from "vitest";
import { playSchedule, schedules } from "./model.suite.js";

test("the same over thousands of schedules", async () => {
  await fc.assert(fc.asyncProperty(schedules, playSchedule), { numRuns: 10_000 });
});
