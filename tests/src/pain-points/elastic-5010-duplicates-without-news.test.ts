import { expect, test } from "vitest";
import { inPages } from "../setting/scripted.js";
import { hourMs, minuteMs } from "../setting/setting.js";
import { click, clicksPath, openClicks } from "./stage.js";

// The last event came again with every poll that brought nothing new, and one at each boundary.
test("a day of polls without news stores nothing, and counts what came again", async () => {
  const vendor = await openClicks();
  const at = vendor.clock.now() - hourMs;
  const clicks = [click(1, at), click(2, at), click(3, at - hourMs)];
  // Whatever span is asked for, the vendor answers all of them.
  vendor.on(clicksPath, inPages([{ clickLogs: clicks }], 10));
  for (let poll = 0; poll < 24; poll += 1) {
    await vendor.collect("ttp-url");
    vendor.clock.advance(poll < 4 ? 15 * minuteMs : hourMs);
  }
  const [status] = await vendor.engine.status();
  expect(await vendor.events("ttp-url")).toHaveLength(3);
  const answers = vendor.calls.filter(({ path }) => path === clicksPath).length;
  expect(status?.feeds[0]).toMatchObject({ stored: 3, duplicates: answers * 3 - 3 });
});
