import { expect, test } from "vitest";
import { minuteMs } from "../setting/setting.js";
import { openStage } from "./stage.js";

// One malformed document stopped the feed for seven days: its token was asked for again and again.
test("a malformed file stays behind in quarantine, and the feed is at the newest file at the next poll", async () => {
  const stage = await openStage({ connection: "v1", feed: "siem-1.0" }, { tenant: { messagesPerDay: 150 } });
  const isMalformed = { kind: "bad-zip", times: 4, after: 1 } as const;
  stage.tenant.faults.inject(isMalformed);
  expect((await stage.poll()).state).toBe("healthy");
  const [entry] = await stage.engine.quarantine.list({ connection: "v1" });
  expect(entry).toMatchObject({ reason: "broken-file", settled: null });
  stage.tenant.faults.clear();
  const calls = stage.tenant.requests().length;
  stage.clock.advance(15 * minuteMs);
  const { lastEventAt, quarantined } = await stage.poll();
  // Asked for again, it was whole.
  expect(quarantined).toBe(0);
  expect(stage.clock.now() - (lastEventAt ?? 0)).toBeLessThan(30 * minuteMs);
  expect(stage.tenant.requests().length - calls).toBeLessThan(10);
  const [settled] = await stage.engine.quarantine.list({ connection: "v1", all: true });
  expect(settled).toMatchObject({ id: entry?.id, settled: { by: "reading" } });
});
