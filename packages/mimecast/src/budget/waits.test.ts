import { expect, test } from "vitest";
import { readRetryAfter, readThrottleWait } from "./index.js";

const now = Date.UTC(2025, 2, 1, 9, 0, 0);
const minute = 60_000;

test.each([
  { told: "nothing", headers: {}, waitMs: minute },
  { told: "milliseconds", headers: { "x-ratelimit-reset": "5000" }, waitMs: 5_000 },
  { told: "milliseconds with blanks", headers: { "x-ratelimit-reset": " 5000 " }, waitMs: 5_000 },
  { told: "epoch seconds", headers: { "x-ratelimit-reset": String(now / 1000 + 30) }, waitMs: 30_000 },
  { told: "epoch milliseconds", headers: { "x-ratelimit-reset": String(now + 30_000) }, waitMs: 30_000 },
  { told: "an epoch that is over", headers: { "x-ratelimit-reset": String(now - 30_000) }, waitMs: 1_000 },
  { told: "zero", headers: { "x-ratelimit-reset": "0" }, waitMs: 1_000 },
  { told: "something absurd", headers: { "x-ratelimit-reset": "900000000" }, waitMs: 15 * minute },
  { told: "words", headers: { "x-ratelimit-reset": "soon" }, waitMs: minute },
  { told: "a negative number", headers: { "x-ratelimit-reset": "-5" }, waitMs: minute },
  { told: "the other header", headers: { "x-mimecast-ratelimit-reset": "7000" }, waitMs: 7_000 },
  { told: "Retry-After in seconds", headers: { "retry-after": "12" }, waitMs: 12_000 },
  {
    told: "Retry-After as a date",
    headers: { "retry-after": new Date(now + 20_000).toUTCString() },
    waitMs: 20_000,
  },
  { told: "both", headers: { "retry-after": "3", "x-ratelimit-reset": "9000" }, waitMs: 3_000 },
  {
    told: "an unreadable Retry-After",
    headers: { "retry-after": "later", "x-ratelimit-reset": "9000" },
    waitMs: 9_000,
  },
])("a 429 that tells $told means $waitMs ms", ({ headers, waitMs }) => {
  expect(readThrottleWait(headers, now)).toBe(waitMs);
});

test("without Retry-After there is nothing to honour", () => {
  expect(readRetryAfter({}, now)).toBeNull();
  expect(readRetryAfter({ "retry-after": "-3" }, now)).toBe(0);
});
