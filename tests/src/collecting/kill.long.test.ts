import { test } from "vitest";
import { killAndCompare } from "./kill.js";

test.each([1, 2, 3])("nothing is lost or doubled by a loop of kills, seed %i", async (seed) => {
  await killAndCompare({ kills: 25, messagesPerDay: 6000, seed });
});
