import { expect, test } from "vitest";
import { dayMs } from "../clock/spans.js";
import { SeenFiles } from "./seen-files.js";

test("a search of files that ends before the mail does says so", () => {
  const hashes = ["0".repeat(64)];
  const lookedAt = (messagesPerDay: number) => {
    const traffic = { messagesBetween: () => [], estimateMessages: () => messagesPerDay };
    return new SeenFiles(traffic, 0).find(hashes, 400 * dayMs);
  };
  expect(lookedAt(100)).toEqual({ seen: new Set(), isWhole: true });
  expect(lookedAt(1_000_000)).toEqual({ seen: new Set(), isWhole: false });
});
