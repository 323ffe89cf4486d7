import { expect, test } from "vitest";
import { hourMs } from "../clock/spans.js";
import { createClock, startTenant } from "../index.js";
import { callV1, urlLogs } from "../testing/client.js";

test("a client on the machine's time goes on after the tenant's own clock was moved, and may be late no more than before", async () => {
  const tenant = await startTenant({ messagesPerDay: 10 });
  try {
    const { v1 } = tenant;
    tenant.clock.advance(hourMs);
    const statusAt = async (start: number) =>
      (await callV1({ v1, clock: createClock({ start }) }, urlLogs, {})).status;
    const now = Date.now();
    expect([await statusAt(now), await statusAt(now + hourMs)]).toEqual([200, 200]);
    expect([await statusAt(now - hourMs), await statusAt(now + hourMs / 2)]).toEqual([401, 401]);
    const { headers } = await fetch(v1.baseUrl);
    expect(Date.parse(headers.get("date") ?? "")).toBeLessThan(now + hourMs / 2);
  } finally {
    await tenant.close();
  }
});
