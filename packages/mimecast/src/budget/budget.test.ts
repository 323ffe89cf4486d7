import { expect, test } from "vitest";
import type { OperationName } from "../catalogue/index.js";
import { type Budget, createBudget } from "./index.js";

const listing: OperationName = "siem.batch.cg";
const windowMs = 900_000;

function open() {
  const clock = { ms: 1_000_000 };
  return { clock, budget: createBudget({ generation: "2.0", now: () => clock.ms }) };
}

function spend(budget: Budget, calls: number): void {
  for (let call = 0; call < calls; call += 1) expect(budget.reserve(listing)).toBeTypeOf("object");
}

const stateOf = (budget: Budget, name: OperationName) =>
  budget.states().find((state) => state.operation === name);

test("the published quota is kept, and a place becomes free when its call leaves the window", () => {
  const { budget, clock } = open();
  spend(budget, 25);
  clock.ms += 100_000;
  spend(budget, 25);
  expect(budget.reserve(listing)).toBe(windowMs - 100_000);
  clock.ms += windowMs - 100_000;
  spend(budget, 25);
  expect(budget.reserve(listing)).toBe(100_000);
});

test("the state tells what is left and when there is more", () => {
  const { budget, clock } = open();
  expect(stateOf(budget, listing)).toEqual({
    operation: listing,
    limit: 50,
    remaining: 50,
    resetsAt: null,
    waitingMs: 0,
  });
  spend(budget, 50);
  clock.ms += 1_000;
  expect(stateOf(budget, listing)).toEqual({
    operation: listing,
    limit: 50,
    remaining: 0,
    resetsAt: 1_000_000 + windowMs,
    waitingMs: windowMs - 1_000,
  });
});

test("what others spend of the quota counts, and what is told of them replaces what was", () => {
  const { budget, clock } = open();
  spend(budget, 10);
  clock.ms += 1_000;
  const others = (count: number, blockedUntil: number | null = null) =>
    budget.hear(listing, { calls: [{ at: clock.ms, count }], blockedUntil });
  others(30);
  expect(stateOf(budget, listing)).toMatchObject({ remaining: 10 });
  others(38);
  spend(budget, 2);
  expect(budget.reserve(listing)).toBe(windowMs - 1_000);
  others(0, clock.ms + 60_000);
  expect(budget.reserve(listing)).toBe(60_000);
  clock.ms += 60_000;
  spend(budget, 38);
});

test("an operation without a published quota is never held back by a guess", () => {
  const { budget } = open();
  for (let call = 0; call < 10_000; call += 1)
    expect(budget.reserve("ttp.url.get-logs")).toBeTypeOf("object");
});

test("the vendor's headers count, for operations without a published quota too", () => {
  const { budget, clock } = open();
  budget.learn("ttp.url.get-logs", {
    "x-ratelimit-limit": "800",
    "x-ratelimit-remaining": "3",
    "x-ratelimit-reset": "5000",
  });
  expect(stateOf(budget, "ttp.url.get-logs")).toMatchObject({ limit: 800, remaining: 3, waitingMs: 0 });
  budget.learn("ttp.url.get-logs", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "5000" });
  expect(budget.reserve("ttp.url.get-logs")).toBe(5_000);
  clock.ms += 5_000;
  expect(budget.reserve("ttp.url.get-logs")).toBeTypeOf("object");
});

test("a 429 blocks its operation and no other", () => {
  const { budget } = open();
  budget.block(listing, 60_000);
  expect(budget.reserve(listing)).toBe(60_000);
  expect(budget.reserve("ttp.url.get-logs")).toBeTypeOf("object");
});

test("a clock set back by hours does not make a wait of hours", () => {
  const { budget, clock } = open();
  clock.ms += 10 * windowMs;
  spend(budget, 50);
  budget.block(listing, 60_000);
  clock.ms -= 5 * windowMs;
  expect(budget.reserve(listing)).toBe(windowMs);
  clock.ms += windowMs;
  expect(budget.reserve(listing)).toBeTypeOf("object");
});

test("a call the vendor never saw is given back", () => {
  const { budget } = open();
  spend(budget, 49);
  const reserved = budget.reserve(listing);
  if (typeof reserved !== "number") reserved.giveBack();
  expect(stateOf(budget, listing)?.remaining).toBe(1);
});
