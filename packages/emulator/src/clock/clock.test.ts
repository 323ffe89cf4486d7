import { expect, test } from "vitest";
import { createClock } from "./clock.js";

test("stands still when frozen, and moves when told to", () => {
  const clock = createClock({ start: 1000, frozen: true });
  expect(clock.now()).toBe(1000);
  clock.advance(500);
  expect(clock.now()).toBe(1500);
  clock.set(200);
  expect(clock.now()).toBe(200);
});

test("goes on from where it was frozen", () => {
  const clock = createClock({ start: 1_000_000 });
  clock.freeze();
  clock.set(5_000_000);
  clock.resume();
  expect(clock.now()).toBeGreaterThanOrEqual(5_000_000);
  expect(createClock().now()).toBeGreaterThan(1_700_000_000_000);
});
