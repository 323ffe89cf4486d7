import { expect, test } from "vitest";
import { openStage } from "./stage.js";

// Vendor and platform sent people to each other: nobody had the ids of the calls that failed.
test("what support is given names the calls that failed, with the vendor's ids, and no secret", async () => {
  const { engine, tenant } = await openStage({ connection: "v2", feed: "ttp-url" });
  tenant.faults.inject({ kind: "server-error", feed: "ttp-url", times: Number.POSITIVE_INFINITY });
  const bundle = await engine.supportBundle("v2");
  const failed = bundle.requests.filter(({ status }) => status === 500);
  expect(failed.length).toBeGreaterThan(0);
  for (const { requestId } of failed) expect(requestId).toMatch(/\S/);
  expect(JSON.stringify(bundle)).not.toContain(tenant.v2.clientSecret);
});
