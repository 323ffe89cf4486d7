import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSetting, type Setting } from "../setting/setting.js";
import { userOf } from "./there-and-back.js";

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting();
});
afterAll(() => setting.close());

const why = { actor: "tester", reason: "case 42" };

const userNow = (address: string) => userOf(setting.tenant, address);

describe.each([
  ["v1", 3],
  ["v2", 4],
])("users on %s", (connection, index) => {
  const addressOf = () => setting.tenant.people[index]?.address ?? "";

  async function change(action: string, more = {}) {
    const input = { user: addressOf(), ...more };
    return await setting.engine.actions.run({ action, connection, input, ...why });
  }

  test("are locked and disabled, verified, and let in again as they were", async () => {
    const user = addressOf();
    await setting.engine.actions.run({ action: "unlock-user", connection, input: { user }, ...why });
    const before = userNow(user);
    for (const [action, changed] of [
      ["lock-user", { isLocked: true }],
      ["disable-user", { isEnabled: false }],
    ] as const) {
      const run = await change(action);
      expect([run.outcome, userNow(user)]).toEqual(["done", { ...before, ...changed }]);
      expect((await change(action)).outcome).toBe("already-so");
      expect((await setting.engine.actions.undo(run.id, why)).outcome).toBe("done");
      expect(userNow(user)).toEqual(before);
    }
    await change("disable-user");
    expect((await change("enable-user")).outcome).toBe("done");
    expect(userNow(user)).toEqual(before);
  });

  test("are changed in what is given alone, and undone in that alone", async () => {
    const user = addressOf();
    const before = userNow(user);
    const run = await change("update-user", { name: "Somebody Else", allowPop: true });
    expect(userNow(user)).toEqual({ ...before, name: "Somebody Else", allowPop: true });
    // What somebody changes beside it is not the run's, and stays.
    await change("lock-user");
    expect((await setting.engine.actions.undo(run.id, why)).outcome).toBe("done");
    expect(userNow(user)).toEqual({ ...before, isLocked: true });
    await change("unlock-user");
    const again = await change("update-user", { allowPop: true });
    await change("update-user", { allowPop: false });
    expect((await setting.engine.actions.undo(again.id, why)).outcome).toBe("already-so");
  });

  test("that are nobody here are failures, told one by one", async () => {
    const inputs = [{ user: addressOf() }, { user: "nobody@elsewhere.example" }];
    const run = await setting.engine.actions.run({ action: "lock-user", connection, inputs, ...why });
    expect(run.items.map(({ outcome }) => outcome)).toEqual(["done", "failed"]);
    expect(run.items[1]?.detail).toContain("err_xdk_operation_forbidden_for_address");
    await change("unlock-user");
  });
});

test.each([
  ["lock-user", { user: "Ana" }, "bad-usage"],
  ["update-user", { user: "ana@corp.example" }, "bad-usage"],
  ["update-user", { user: "ana@corp.example", password: "x" }, "bad-usage"],
])("%s refuses %j before any call", async (action, input, code) => {
  const calls = setting.tenant.requests().length;
  await expect(setting.engine.actions.plan({ action, connection: "v1", input })).rejects.toMatchObject({
    code,
  });
  expect(setting.tenant.requests()).toHaveLength(calls);
});
