import { afterAll, beforeAll, expect, test } from "vitest";
import { openSetting, type Setting } from "../setting/setting.js";
import { allowAll } from "./there-and-back.js";

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting({ tenant: { guesses: { policyDelayMinutes: 0 } } });
  await allowAll(setting);
});
afterAll(() => setting.close());

test("a policy that says so already will do, and one that is gone is refused", async () => {
  const { engine } = setting;
  const why = { actor: "tester", reason: "case 42" };
  const input = { description: "Partner", does: "block_sender", from: "partner.example" };
  const create = { action: "create-blocked-senders-policy", connection: "v2", input };
  const remove = {
    action: "delete-blocked-senders-policy",
    connection: "v2",
    input: { policy: "Partner" },
  };
  const outcomes = [];
  for (const deed of [create, create, remove]) {
    outcomes.push((await engine.actions.run({ ...deed, ...why })).outcome);
  }
  expect(outcomes).toEqual(["done", "already-so", "done"]);
  await expect(engine.actions.plan(remove)).rejects.toMatchObject({ code: "plan-refused" });
});

test("a block of everyone to everyone is refused", async () => {
  const input = { description: "all", does: "block_sender", from: "everyone" };
  const request = { action: "create-blocked-senders-policy", connection: "v2", input };
  await expect(setting.engine.actions.plan(request)).rejects.toMatchObject({ code: "plan-refused" });
});
