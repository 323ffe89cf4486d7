import { test } from "vitest";
import { killPolls } from "./kill-snapshots.js";

test.each([1, 2])("a list is told once by a loop of killed polls, seed %i", async (seed) => {
  await killPolls({ kills: 12, rows: 2000, seed });
});
