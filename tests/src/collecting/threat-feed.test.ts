import { afterEach, beforeEach, expect, test } from "vitest";
import { expectSameRecords } from "../setting/compare.js";
import { hourMs, minuteMs, openSetting, type Setting } from "../setting/setting.js";

const feed = "threat-intel-grid";
const path = "/api/ttp/threat-intel/get-feed";

let setting: Setting;
beforeEach(async () => {
  setting = await openSetting({ settings: { feeds: [feed] } });
});
afterEach(() => setting.close());

const compare = () =>
  expectSameRecords({
    engine: setting.engine,
    tenant: setting.tenant,
    connection: "v2",
    feed,
    from: setting.clock.now() - 23 * hourMs,
    until: setting.clock.now(),
  });

const callCount = () => setting.tenant.requests().filter((request) => request.path === path).length;

async function stateOf(): Promise<string | undefined> {
  const [status] = await setting.engine.status({ connection: "v2" });
  return status?.feeds[0]?.state;
}

test("an empty bundle with a token is followed to what stands behind it", async () => {
  setting.tenant.faults.inject({ kind: "empty-page-with-next", feed });
  await setting.collect([feed]);
  expect(await stateOf()).toBe("healthy");
  await compare();
});

test("a chain that was cut off goes on at its token, and then to what came since", async () => {
  setting.tenant.faults.inject({ kind: "fail-in-200", feed, after: 2 });
  await setting.collect([feed]);
  expect(await stateOf()).toBe("failing");
  setting.clock.advance(2 * hourMs);
  await setting.collect([feed]);
  expect(await stateOf()).toBe("healthy");
  await compare();
});

test("a poll without news asks for the last hours alone", async () => {
  await setting.collect([feed]);
  const first = callCount();
  setting.clock.advance(15 * minuteMs);
  await setting.collect([feed]);
  expect(callCount() - first).toBeLessThan(first);
  await compare();
});
