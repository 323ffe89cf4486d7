import { expect, test } from "vitest";
import { minuteMs } from "../setting/setting.js";
import { openStage } from "./stage.js";

// Refused keys ended in storms of 401, and an expired token in the wrong status.
test("keys that were revoked cost a call or two a poll and are told once; a token that expired is nobody's business", async () => {
  const stage = await openStage({ connection: "v2", feed: "ttp-url" });
  stage.tenant.faults.inject({ kind: "token-expired" });
  expect(await stage.poll()).toMatchObject({ state: "healthy" });
  expect(stage.troubles).toEqual([]);
  stage.tenant.application.revokeKeys();
  const before = stage.tenant.requests().length;
  for (let poll = 0; poll < 8; poll += 1) {
    stage.clock.advance(15 * minuteMs);
    expect(await stage.poll()).toMatchObject({ state: "credentials-refused" });
  }
  expect(stage.tenant.requests().length - before).toBeLessThanOrEqual(8 * 3);
  expect(stage.troubles.map(({ code }) => code)).toEqual(["credentials-refused"]);
});
