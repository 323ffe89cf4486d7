import { expect, test } from "vitest";
import { minuteMs } from "../setting/setting.js";
import { click, clicksPath, openClicks } from "./stage.js";

// The page said disconnected while data arrived, and connected while none did.
test("a connection is connected when something has arrived, not when it is configured", async () => {
  const vendor = await openClicks();
  const { clock, engine } = vendor;
  vendor.on(clicksPath, () => ({ data: [] }));
  await vendor.collect("ttp-url");
  const [silent] = await engine.status();
  expect(silent).toMatchObject({ state: "pending", feeds: [{ stored: 0, lastArrivalAt: null }] });
  clock.advance(15 * minuteMs);
  const at = Math.floor((clock.now() - 10 * minuteMs) / 1000) * 1000;
  vendor.on(clicksPath, () => ({ data: [{ clickLogs: [click(1, at)] }] }));
  await vendor.collect("ttp-url");
  const [arrived] = await engine.status();
  expect(arrived).toMatchObject({
    state: "connected",
    feeds: [{ lastEventAt: at, lastArrivalAt: clock.now() }],
  });
});
