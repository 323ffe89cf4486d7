import { expect, test } from "vitest";
import { worstExitCode } from "./exit-codes.js";

test("a refused credential explains the others, else the gravest counts", () => {
  expect(worstExitCode([])).toBe(0);
  expect(worstExitCode(["not-permitted", "unreachable"])).toBe(13);
  expect(worstExitCode(["not-permitted", "keys-expired", "server-error"])).toBe(10);
});
