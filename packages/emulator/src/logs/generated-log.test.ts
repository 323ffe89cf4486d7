import { expect, test } from "vitest";
import { dayMs, minuteMs } from "../clock/spans.js";
import { createClock, startTenant } from "../index.js";
import { noon, readPages, truthOf } from "../testing/client.js";
import { defaultSpanMs, spanOfBusy } from "./generated-log.js";

test("the spans of busy tenants are short, and cut no second and no quarter of an hour", () => {
  for (let rowsPerDay = 10; rowsPerDay <= 500_000; rowsPerDay = Math.ceil(rowsPerDay * 1.37)) {
    const ms = spanOfBusy(rowsPerDay);
    expect([ms % 1000, defaultSpanMs % ms]).toEqual([0, 0]);
    expect((rowsPerDay * ms) / dayMs).toBeLessThan(70);
  }
  expect(spanOfBusy(200)).toBe(15 * minuteMs);
});

test("a giant's rows are all told apart, on pages that need no count of them", async () => {
  const clock = createClock({ start: noon, frozen: true });
  const tenant = await startTenant({ clock, messagesPerDay: 2_000_000 });
  const span = { from: noon - minuteMs, until: noon };
  const rejected = truthOf(tenant, "rejections", span);
  expect(rejected.length).toBeGreaterThan(100);
  expect(new Set(rejected.map(({ id }) => id)).size).toBe(rejected.length);
  const start = new Date(noon - 3 * minuteMs).toISOString().replace(".000Z", "+0000");
  const list = { path: "/api/gateway/get-rejections", under: "rejections" };
  const read = await readPages(tenant, list, { item: { start, admin: true } });
  expect(tenant.served("2.0").rejections).toBe(read.length);
  expect(read.length).toBeGreaterThan(rejected.length);
  await tenant.close();
});
