import { forms, writeEvent } from "@postern/engine";
import { expect, test } from "vitest";
import { hourMs } from "../setting/setting.js";
import { click, clicksPath, openClicks } from "./stage.js";

// An event whose fields had other types than the mapping wanted was refused, and dropped.
test("an event with fields of unexpected kinds is stored as it came, and written in every form", async () => {
  const vendor = await openClicks();
  const odd = {
    ...click(1, vendor.clock.now() - hourMs),
    sendingIp: "not an address",
    category: { name: 7 },
    emailPartsDescription: "Body",
    subject: ["a", null],
    unheardOf: [[{}]],
  };
  vendor.on(clicksPath, () => ({ data: [{ clickLogs: [odd] }] }));
  await vendor.collect("ttp-url");
  const [event, ...others] = await vendor.events("ttp-url");
  if (event === undefined) throw new Error("it was dropped");
  expect(others).toEqual([]);
  expect(JSON.parse(event.raw)).toEqual(odd);
  for (const form of forms) expect(() => JSON.parse(writeEvent(event, form))).not.toThrow();
});
