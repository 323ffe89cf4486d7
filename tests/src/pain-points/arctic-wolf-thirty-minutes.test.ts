import { expect, test } from "vitest";
import { minuteMs } from "../setting/setting.js";
import { openStage } from "./stage.js";

// New keys are refused for half an hour, and people take them for wrong.
test("a young application is waited for, with the minutes left, and is not called refused", async () => {
  const { engine, tenant, clock } = await openStage({ connection: "v1", feed: "ttp-url" });
  const { baseUrl, ...keys } = tenant.v1;
  const applicationCreatedAt = clock.now() - 10 * minuteMs;
  await engine.connections.add({ name: "young", generation: "1.0", baseUrl, keys, applicationCreatedAt });
  const [early] = await engine.status({ connection: "young" });
  expect(early).toMatchObject({
    state: "waiting-for-propagation",
    stateReason: expect.stringMatching(/20 minutes/),
  });
  clock.advance(21 * minuteMs);
  const [later] = await engine.status({ connection: "young" });
  expect(later?.state).toBe("draft");
});
