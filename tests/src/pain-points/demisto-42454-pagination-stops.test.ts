import { expect, test } from "vitest";
import { inPages } from "../setting/scripted.js";
import { hourMs } from "../setting/setting.js";
import { click, clicksPath, openClicks } from "./stage.js";

// Paging ended after one or two hundred rows, and the rest of a busy tenant was never seen.
test("a busy hour is read to the end of its pages", async () => {
  const vendor = await openClicks();
  const start = vendor.clock.now() - 2 * hourMs;
  const rows = Array.from({ length: 730 }, (_, index) => click(index, start + index * 1000));
  vendor.on(
    clicksPath,
    inPages(
      rows.map((row) => ({ clickLogs: [row] })),
      100,
    ),
  );
  await vendor.collect("ttp-url");
  expect(await vendor.events("ttp-url")).toHaveLength(730);
});
