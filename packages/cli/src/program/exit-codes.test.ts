import { expect, test } from "vitest";
import { codeOfFeedState, worstExitCode } from "./exit-codes.js";

test("a refused credential explains the others, else the gravest counts", () => {
  expect(worstExitCode([])).toBe(0);
  expect(worstExitCode(["not-permitted", "unreachable"])).toBe(13);
  expect(worstExitCode(["not-permitted", "keys-expired", "server-error"])).toBe(10);
});

test("a feed that is well or on its way is no fault", () => {
  expect(codeOfFeedState("healthy", undefined)).toBeNull();
  expect(codeOfFeedState("catching-up", "broken-file")).toBeNull();
  expect(codeOfFeedState("failing", "unreachable")).toBe("unreachable");
  expect(codeOfFeedState("throttled", undefined)).toBe("throttled");
});
