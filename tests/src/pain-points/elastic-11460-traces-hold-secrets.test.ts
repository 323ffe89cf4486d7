import { inspect } from "node:util";
import { expect, test } from "vitest";
import { openStage } from "./stage.js";

// "DO NOT SHARE THESE LOGS HERE; THEY CONTAIN SECRETS"
test("what is told of each call, refused ones too, holds no secret, token or signed link", async () => {
  const told: string[] = [];
  const stage = await openStage(
    { connection: "v2", feed: "siem-2.0" },
    {
      settings: { lookbackHours: 1 },
      tenant: { messagesPerDay: 100 },
      listener: (name, event) => told.push(`${name} ${inspect(event, { depth: 9 })}`),
    },
  );
  stage.tenant.faults.inject({ kind: "expired-link" });
  await stage.poll();
  stage.tenant.application.revokeKeys();
  stage.clock.advance(3_600_000);
  await stage.poll();
  const text = told.join("\n");
  expect(text).toContain("oauth.token");
  expect(text).not.toContain(stage.tenant.v2.clientSecret);
  expect(text).not.toMatch(/Bearer [\w-]|X-Amz-Signature=[0-9a-f]/i);
});
