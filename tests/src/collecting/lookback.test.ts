import { afterEach, expect, test } from "vitest";
import { expectSameRecords } from "../setting/compare.js";
import { hourMs, openSetting, type Setting } from "../setting/setting.js";

let setting: Setting;
afterEach(() => setting.close());

test("a longer lookback is read at the next poll, once, by every way of reading; a shorter one takes nothing away", async () => {
  const [windows, listing, chain, list] = ["ttp-url", "siem-2.0", "siem-1.0", "held-messages"] as const;
  const feeds = [windows, listing, chain, list];
  setting = await openSetting({ tenant: { messagesPerDay: 400 }, settings: { feeds, lookbackHours: 2 } });
  const { engine, tenant, clock } = setting;
  const start = clock.now();
  const ways = [
    ["v2", windows],
    ["v2", listing],
    ["v1", chain],
  ] as const;
  const collect = async () => {
    await setting.collect([windows, listing, list]);
    await setting.collect([chain], "v1");
  };
  const setLookback = async (lookbackHours: number) => {
    for (const name of ["v1", "v2"]) await engine.connections.update(name, { settings: { lookbackHours } });
  };
  const counts = async () =>
    (await engine.status()).flatMap(({ feeds: all }) => all.map(({ stored }) => stored));

  await collect();
  const before = await counts();
  await setLookback(9);
  const beginnings = await engine.connections.beginnings("v2");
  expect(beginnings.find(({ feed }) => feed === windows)).toEqual({
    feed: windows,
    since: start - 2 * hourMs,
    next: start - 9 * hourMs,
    hasPast: true,
  });
  expect(beginnings.find(({ feed }) => feed === list)).toMatchObject({ hasPast: false });
  await collect();
  const span = { from: start - 8 * hourMs, until: start - hourMs };
  for (const [connection, feed] of ways)
    expect(await expectSameRecords({ engine, tenant, connection, feed, ...span })).toBeGreaterThan(0);
  const after = await counts();
  expect(after).not.toEqual(before);

  await setLookback(1);
  await collect();
  expect(await counts()).toEqual(after);
  expect((await engine.connections.beginnings("v2"))[0]).toMatchObject({
    since: start - 9 * hourMs,
    next: start - 9 * hourMs,
  });
});
