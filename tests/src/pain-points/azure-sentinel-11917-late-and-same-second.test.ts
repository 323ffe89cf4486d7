import { expect, test } from "vitest";
import { hourMs, minuteMs } from "../setting/setting.js";
import { click, clicksPath, openClicks } from "./stage.js";

// The API answered incompletely near real time, and of events of one second only the first was kept.
test("what the vendor shows an hour late, in the second of others, is found by the sweep", async () => {
  const vendor = await openClicks();
  const { clock } = vendor;
  const second = clock.now() - 30 * minuteMs;
  const rows = [click(1, second), click(2, second)];
  vendor.on(clicksPath, () => ({ data: [{ clickLogs: rows }] }));
  await vendor.collect("ttp-url");
  expect(await vendor.events("ttp-url")).toHaveLength(2);
  rows.push(click(3, second), click(4, second));
  clock.advance(2 * hourMs);
  await vendor.collect("ttp-url");
  expect(await vendor.events("ttp-url")).toHaveLength(4);
});
