import { expect, test } from "vitest";
import { openSetting } from "../setting/setting.js";
import { doTogether } from "./crash.js";
import { why } from "./deed.js";

test("four processes at once on one store: nothing is done twice, nothing is lost, and the audit chain never forks", async () => {
  const setting = await openSetting({ tenant: { guesses: { policyDelayMinutes: 0 } } });
  const { engine, tenant } = setting;
  const senders = Array.from({ length: 6 }, (_, index) => ({ sender: `many${String(index)}@bad.example` }));
  const made = () => JSON.stringify(tenant.policies.of("blocked-senders").listMade());
  const policies = () => senders.map(({ sender }) => made().split(`"emailAddress":"${sender}"`).length - 1);
  const block = (from: number, to: number) => ({
    action: "block-sender",
    connection: "v2",
    inputs: senders.slice(from, to),
  });
  try {
    for (let round = 0; round < 3; round += 1) {
      const ended = await doTogether(setting, [block(0, 4), block(2, 6), block(0, 6), block(3, 4)]);
      expect(ended).toContain(true);
      const runs = await engine.actions.runs({ limit: 1000 });
      expect(runs.filter(({ state }) => state !== "settled")).toEqual([]);
      // Refused were whole runs, and told so: the same again is what is left.
      const rest = await engine.actions.run({ ...block(0, 6), ...why });
      expect(rest.outcome).toMatch(/^(?:done|already-so)$/);
      expect(policies()).toEqual([1, 1, 1, 1, 1, 1]);
      const all = await engine.actions.runs({ limit: 1000 });
      const toUndo = all.filter(
        ({ outcome, undoes, undoneBy }) => outcome === "done" && undoes === null && undoneBy === null,
      );
      // Two take back the same at once.
      for (const { id } of toUndo) await doTogether(setting, [{ undo: id }, { undo: id }]);
      expect(policies()).toEqual([0, 0, 0, 0, 0, 0]);
      expect((await engine.audit.verify()).brokenAt).toBeNull();
    }
  } finally {
    await setting.close();
  }
});
