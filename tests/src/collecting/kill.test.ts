import { test } from "vitest";
import { killAndCompare } from "./kill.js";

test("nothing is lost or doubled when the process is killed a few times", { timeout: 90_000 }, async () => {
  await killAndCompare({ kills: 4, messagesPerDay: 1500, seed: 7 });
});
