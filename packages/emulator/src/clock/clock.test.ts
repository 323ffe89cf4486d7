import { expect, test } from "vitest";
import { createClock, openClock } from "./clock.js";

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

test("runs at a rate from the moment it is told to, frozen or not, and keeps it over jumps and stops", () => {
  const clock = createClock({ start: 1000, frozen: true });
  let machine = 50_000;
  openClock(clock).machine = () => machine;
  clock.runAt(60);
  expect([clock.now(), clock.rate]).toEqual([1000, 60]);
  machine += 1000;
  expect(clock.now()).toBe(61_000);
  clock.freeze();
  machine += 5000;
  expect([clock.now(), clock.rate]).toEqual([61_000, 0]);
  clock.resume();
  machine += 1000;
  expect(clock.now()).toBe(121_000);
  clock.advance(500);
  machine += 10;
  expect(clock.now()).toBe(122_100);
  clock.runAt(1);
  machine += 10;
  expect(clock.now()).toBe(122_110);
  for (const rate of [0, -1, Number.NaN, Infinity]) expect(() => clock.runAt(rate)).toThrow(RangeError);
});
