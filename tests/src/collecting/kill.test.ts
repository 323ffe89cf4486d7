import { test } from "vitest";
import { killAndCompare } from "./kill.js";
import { killPolls } from "./kill-snapshots.js";

test("nothing is lost or doubled when the process is killed a few times", { timeout: 90_000 }, async () => {
  await killAndCompare({ kills: 4, messagesPerDay: 1500, seed: 7 });
});

test("a list is told once when its polls are killed", { timeout: 60_000 }, async () => {
  await killPolls({ kills: 3, rows: 1000, seed: 3 });
});
