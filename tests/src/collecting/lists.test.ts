import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectSameState } from "../setting/compare.js";
import { hourMs, minuteMs, openSetting, type Setting } from "../setting/setting.js";

const feed = "held-messages";

describe("the emulated tenant's hold queue", () => {
  let setting: Setting;
  beforeEach(async () => {
    setting = await openSetting({ tenant: { messagesPerDay: 1500 } });
  });
  afterEach(() => setting.close());

  test.each(["v1", "v2"])("is known on %s as it stands after each poll", async (connection) => {
    const { tenant, clock } = setting;
    const compare = () => expectSameState({ engine: setting.engine, tenant, connection, feed, key: "id" });
    await setting.collect([feed], connection);
    expect(await compare()).toBeGreaterThan(10);
    clock.advance(3 * hourMs);
    await setting.reopen();
    await setting.collect([feed], connection);
    await compare();
  });

  test("tells what an administrator decided about a message", async () => {
    await setting.collect([feed]);
    const [one = "", other = ""] = [...setting.tenant.truth(feed)].map(({ raw }) => JSON.parse(raw).id);
    setting.tenant.hold.release(one);
    setting.tenant.hold.reject(other);
    setting.clock.advance(15 * minuteMs);
    await setting.collect([feed]);
    const told: Record<string, string> = {};
    for await (const { type, raw } of setting.engine.events.since(0, { feed }))
      told[JSON.parse(raw).id] = type;
    expect([told[one], told[other]]).toEqual(["released", "rejected"]);
  });
});
