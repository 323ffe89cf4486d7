import { expect, test } from "vitest";
import { hourMs, minuteMs } from "../setting/setting.js";
import { click, clicksPath, openClicks } from "./stage.js";

// HTTP 200 with a filled fail[] was read as the end of the list.
test("a page that fails in HTTP 200 completes no window, though rows came before it", async () => {
  const vendor = await openClicks();
  const row = click(1, vendor.clock.now() - hourMs);
  let isFailing = true;
  vendor.on(clicksPath, ({ pageToken }) => {
    if (pageToken === null) return { data: [{ clickLogs: [row] }], next: "2" };
    if (isFailing) return { status: 200, code: "err_internal" };
    return { data: [{ clickLogs: [click(2, vendor.clock.now() - hourMs)] }] };
  });
  await vendor.collect("ttp-url");
  const [failed] = await vendor.engine.status();
  expect(failed?.feeds[0]).toMatchObject({ state: "failing" });
  expect(failed?.feeds[0]?.ledger.verdict).not.toBe("complete");
  isFailing = false;
  vendor.clock.advance(minuteMs);
  await vendor.collect("ttp-url");
  const [mended] = await vendor.engine.status();
  expect(mended?.feeds[0]).toMatchObject({ state: "healthy", stored: 2, ledger: { verdict: "complete" } });
});
