import { openEngine } from "@postern/engine";
import { afterEach, expect, test } from "vitest";
import { hourMs, minuteMs, openSetting, type Setting } from "../setting/setting.js";

let setting: Setting;
afterEach(() => setting.close());

test("connections on one credential spend of one quota, and each shows who spends it", async () => {
  const feeds = ["siem-2.0"];
  setting = await openSetting({ settings: { feeds, lookbackHours: 1 } });
  const { engine, tenant, clock } = setting;
  const { baseUrl, ...oauth } = tenant.v2;
  // As credentials of their own: the vendor counts the application, however often its keys are stored.
  await engine.connections.add({
    name: "twin",
    generation: "2.0",
    baseUrl,
    oauth,
    settings: { feeds, lookbackHours: 1 },
  });
  const budgetOf = async (connection: string) => {
    const [status] = await engine.status({ connection });
    return status?.budgets.find(({ operation }) => operation === "siem.batch.cg");
  };
  const refused = () => tenant.requests().filter(({ status }) => status === 429);

  await setting.collect(feeds, "twin");
  for (let polls = 0; polls < 60 && (await budgetOf("v2"))?.remaining !== 0; polls += 1) {
    clock.advance(1000);
    await setting.collect(feeds);
  }
  const [mine, others] = [await budgetOf("v2"), await budgetOf("twin")];
  expect(mine).toMatchObject({ limit: 50, remaining: 0 });
  expect(others).toMatchObject({ limit: 50, remaining: 0, resetsAt: mine?.resetsAt });
  expect(mine?.spentBy.map(({ connection }) => connection)).toEqual(["v2", "twin"]);
  expect(others?.spentBy.map(({ connection }) => connection)).toEqual(["twin", "v2"]);
  expect(mine?.spentBy.reduce((sum, { calls }) => sum + calls, 0)).toBe(50);

  // The twin was told nothing by the vendor, and knows all the same.
  const asked = tenant.requests().length;
  const { connections } = await setting.collect(feeds, "twin");
  expect(connections[0]?.feeds).toMatchObject([{ feed: "siem-2.0", state: "throttled" }]);
  expect(tenant.requests()).toHaveLength(asked);
  expect(refused()).toEqual([]);

  clock.advance(16 * minuteMs);
  const later = await setting.collect(feeds, "twin");
  expect(later.connections[0]?.feeds).toMatchObject([{ state: "healthy" }]);
  expect(await budgetOf("v2")).toEqual({ ...(await budgetOf("twin")) });
  expect((await budgetOf("v2"))?.spentBy).toMatchObject([{ connection: "twin" }]);
  expect(refused()).toEqual([]);
});

test("what another process spends of a quota is known at the next turn, and shown with the rest", async () => {
  const feeds = ["siem-2.0"];
  setting = await openSetting({ settings: { feeds, lookbackHours: 1 } });
  const { tenant, clock } = setting;
  await setting.collect(feeds);
  // As `postern verify` beside `postern run` is.
  const other = await openEngine({ home: setting.home, now: () => clock.now() });
  const span = { from: clock.now() - hourMs, until: clock.now() };
  const verify = async (): Promise<void> => {
    for await (const report of other.collector.verify({ connection: "v2", feeds, ...span }))
      expect(report.missing.count).toBe(0);
  };
  const budgetOf = async () => {
    const [status] = await setting.engine.status({ connection: "v2" });
    const budget = status?.budgets.find(({ operation }) => operation === "siem.batch.cg");
    return { ...budget, calls: budget?.spentBy.reduce((sum, { calls }) => sum + calls, 0) };
  };
  const listings = () => tenant.requests().filter(({ operation }) => operation === "siem.batch.cg").length;
  try {
    await verify();
    await verify();
    const spent = listings();
    expect(await budgetOf()).toMatchObject({ remaining: 50 - spent, calls: spent });
    // More than is left by what all have spent: the rest waits, and the tenant has to refuse nothing.
    await setting.collect(feeds);
    clock.advance(minuteMs);
    await setting.collect(feeds);
    expect(listings()).toBe(50);
    expect(await budgetOf()).toMatchObject({ remaining: 0, calls: 50 });
  } finally {
    await other.close();
  }
  // One that takes over knows as well.
  await setting.reopen();
  const after = await setting.collect(feeds);
  expect(after.connections[0]?.feeds).toMatchObject([{ state: "throttled" }]);
  expect(tenant.requests().filter(({ status }) => status === 429)).toEqual([]);
});
