import { test } from "vitest";
import { killAndCompare } from "./kill.js";

// Two hundred at random instants. A few long loops: reading and comparing at the end cost as much as many kills.
test.concurrent.each([1, 2])("nothing is lost or doubled by a hundred kills, seed %i", async (seed) => {
  await killAndCompare({ kills: 100, messagesPerDay: 1500, seed });
});
