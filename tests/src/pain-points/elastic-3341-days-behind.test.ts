import { expect, test } from "vitest";
import { hourMs, minuteMs } from "../setting/setting.js";
import { openStage } from "./stage.js";

// The feed fell days behind and never came level; nothing told how far it was.
test("after a night without polls the lag is told, and is gone when the backlog is read", async () => {
  const stage = await openStage({ connection: "v2", feed: "siem-2.0" }, { tenant: { messagesPerDay: 100 } });
  await stage.poll();
  stage.clock.advance(14 * hourMs);
  expect((await stage.status()).lagMs).toBeGreaterThanOrEqual(14 * hourMs);
  let after = await stage.poll();
  for (let poll = 0; poll < 3 && after.state !== "healthy"; poll += 1) {
    stage.clock.advance(15 * minuteMs);
    after = await stage.poll();
  }
  expect(after).toMatchObject({ state: "healthy", ledger: { verdict: "complete" } });
  expect(after.lagMs).toBeLessThan(30 * minuteMs);
  await stage.compare(13);
});
