import { hostname } from "node:os";
import { expect, test } from "vitest";
import { createHolder, isDeadHolder } from "./holder.js";

test("a process that was killed in a container is dead, though the next one there has its number", () => {
  const living = createHolder();
  expect([isDeadHolder(living), isDeadHolder(`${living}|resumed`)]).toEqual([false, false]);
  expect(isDeadHolder(`${hostname()}|${String(process.pid)}|000000000000`)).toBe(true);
  expect(isDeadHolder(`elsewhere|${String(process.pid)}|000000000000`)).toBe(false);
});
