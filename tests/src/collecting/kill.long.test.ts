import { test } from "vitest";
import { killAndCompare } from "./kill.js";
import { killPolls } from "./kill-snapshots.js";

test.each([1, 2, 3])("nothing is lost or doubled by a loop of kills, seed %i", async (seed) => {
  await killAndCompare({ kills: 25, messagesPerDay: 6000, seed });
});

test.each([1, 2])("a list is told once by a loop of killed polls, seed %i", async (seed) => {
  await killPolls({ kills: 20, rows: 2000, seed });
});
