import { expect, test } from "vitest";
import { hourMs } from "../setting/setting.js";
import { openStage } from "./stage.js";

// One missing permission ended all feeds, and one that was lost for a while a feed for good.
test("a permission lost for an hour costs its own feed alone, and that one nothing in the end", async () => {
  const feeds = ["ttp-url", "rejections"];
  const stage = await openStage(
    { connection: "v2", feed: "ttp-url" },
    { tenant: { messagesPerDay: 2000 }, settings: { feeds } },
  );
  await stage.collect(feeds);
  const lost = stage.tenant.faults.inject({ kind: "not-permitted", feed: "ttp-url", times: 9 });
  stage.clock.advance(hourMs);
  const { connections } = await stage.collect(feeds);
  expect(connections[0]?.feeds.map(({ state }) => state)).toEqual(["not-permitted", "healthy"]);
  expect((await stage.status()).reason).toContain("URL Protection");
  stage.tenant.faults.remove(lost);
  stage.clock.advance(hourMs);
  expect(await stage.poll()).toMatchObject({ state: "healthy", ledger: { verdict: "complete" } });
  expect(await stage.compare(3)).toBeGreaterThan(0);
});
