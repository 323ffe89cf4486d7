import { expect, test } from "vitest";
import { hourMs, minuteMs } from "../setting/setting.js";
import { openStage } from "./stage.js";

// A rate limit ended in missing events: the place moved on while nothing was read.
test("three hours of 429 move nothing; when they are over, nothing is missing", async () => {
  const stage = await openStage({ connection: "v2", feed: "ttp-url" }, { tenant: { messagesPerDay: 3000 } });
  const before = await stage.poll();
  stage.tenant.faults.inject({ kind: "throttle", times: Number.POSITIVE_INFINITY, resetMs: 900_000 });
  for (let poll = 0; poll < 6; poll += 1) {
    stage.clock.advance(30 * minuteMs);
    const { state, ledger } = await stage.poll();
    expect({ state, until: ledger.until }).toEqual({ state: "throttled", until: before.ledger.until });
  }
  stage.tenant.faults.clear();
  stage.clock.advance(hourMs);
  expect(await stage.poll()).toMatchObject({ state: "healthy", ledger: { verdict: "complete" } });
  expect(await stage.compare(4)).toBeGreaterThan(0);
});
