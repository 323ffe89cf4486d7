import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSetting, type Setting } from "../setting/setting.js";
import { allowAll, thereAndBack } from "./there-and-back.js";

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting({ tenant: { guesses: { policyDelayMinutes: 0 } } });
  await allowAll(setting);
});
afterAll(() => setting.close());

const families = [
  { family: "blocked-senders", does: "block_sender", other: null },
  { family: "anti-spoofing-bypass", does: "enable_bypass", other: "disable_bypass" },
] as const;

describe.each(["v1", "v2"])("on %s", (connection) => {
  test.each(families)(
    "$family: a policy is made, changed and deleted, and each is taken back",
    async ({ family, does, other }) => {
      const { engine, tenant, clock } = setting;
      const book = () => tenant.policies.of(family).list();
      const description = `Partner ${connection}`;
      const ends = new Date(clock.now() + 86_400_000).toISOString();
      const wanted = { description, does, from: "partner.example", to: "group:Blocked Senders", ends };
      const input = {
        ...wanted,
        ...(family === "anti-spoofing-bypass" ? { spfDomains: ["partner.example"] } : {}),
      };
      const create = { action: `create-${family}-policy`, connection, input };
      await thereAndBack(setting, create, () => {
        expect(book().at(-1)).toMatchObject({
          description,
          option: does,
          from: { emailDomain: "partner.example" },
        });
      });
      const reason = { actor: "tester", reason: "case 42" };
      await engine.actions.run({ ...create, ...reason });
      expect((await engine.actions.run({ ...create, ...reason })).outcome).toBe("already-so");
      if (other !== null) {
        const changes = { policy: description, description: "Renamed", does: other, enabled: false };
        await thereAndBack(setting, { action: `update-${family}-policy`, connection, input: changes }, () => {
          expect(book().at(-1)).toMatchObject({ description: "Renamed", option: other, enabled: false });
        });
      }
      const remove = { action: `delete-${family}-policy`, connection, input: { policy: description } };
      await thereAndBack(setting, remove, () => {
        expect(book().map((policy) => policy.description)).not.toContain(description);
      });
      expect((await engine.actions.run({ ...remove, ...reason })).outcome).toBe("done");
      await expect(engine.actions.plan(remove)).rejects.toMatchObject({ code: "plan-refused" });
    },
  );
});

test("a block of everyone to everyone is refused", async () => {
  const input = { description: "all", does: "block_sender", from: "everyone" };
  const request = { action: "create-blocked-senders-policy", connection: "v2", input };
  await expect(setting.engine.actions.plan(request)).rejects.toMatchObject({ code: "plan-refused" });
});
