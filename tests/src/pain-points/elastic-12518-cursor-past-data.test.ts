import { expect, test } from "vitest";
import { minuteMs } from "../setting/setting.js";
import { click, clicksPath, openClicks } from "./stage.js";

// The cursor was the newest time seen, so that one event with a wrong clock carried it past all that followed.
test("an event from next year moves no place: what is asked for next begins where the last span ended", async () => {
  const vendor = await openClicks();
  const { clock } = vendor;
  const year = 365 * 24 * 60 * minuteMs;
  vendor.on(clicksPath, () => ({ data: [{ clickLogs: [click(1, clock.now() + year)] }] }));
  await vendor.collect("ttp-url");
  const end = Math.max(...vendor.calls.map(({ item }) => Date.parse(String(item["to"]))));
  clock.advance(15 * minuteMs);
  vendor.on(clicksPath, () => ({ data: [{ clickLogs: [click(2, clock.now() - 10 * minuteMs)] }] }));
  await vendor.collect("ttp-url");
  const from = Date.parse(String(vendor.calls.at(-1)?.item["from"]));
  expect(from).toBeLessThanOrEqual(end + 1000);
  expect(await vendor.events("ttp-url")).toHaveLength(2);
});
