import { afterEach, expect, test } from "vitest";
import { minuteMs, openSetting, type Setting } from "../setting/setting.js";

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
