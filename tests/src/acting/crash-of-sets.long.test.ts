import { afterEach, beforeEach, expect, test } from "vitest";
import { openSetting, type Setting } from "../setting/setting.js";
import { dieEverywhere, settleRun } from "./crash.js";
import { why } from "./deed.js";

let setting: Setting;
beforeEach(async () => {
  setting = await openSetting({ tenant: { guesses: { policyDelayMinutes: 0 } } });
});
afterEach(() => setting.close());

const aWhileMs = 60_000;
const senderOf = (round: number) => `while-${String(round)}@bad.example`;

function policiesAbout(sender: string): number {
  const made = JSON.stringify(setting.tenant.policies.of("blocked-senders").listMade());
  return made.split(`"emailAddress":"${sender}"`).length - 1;
}

test("wherever a block for a while dies, none of it is left when its time is over", async () => {
  const { actions } = setting.engine;
  const made: number[] = [];
  const rounds = await dieEverywhere(
    setting,
    async (round) => ({
      action: "block-sender",
      connection: "v2",
      inputs: [{ sender: senderOf(round) }],
      forMs: aWhileMs,
    }),
    async (round) => {
      made.push(policiesAbout(senderOf(round)));
      setting.clock.advance(aWhileMs + 1);
      const expired = await actions.expire();
      expect(expired.map(({ undo }) => undo?.outcome)).toEqual(made.at(-1) === 1 ? ["done"] : []);
      expect(policiesAbout(senderOf(round))).toBe(0);
      expect(await actions.expire()).toEqual([]);
    },
  );
  expect(rounds).toBeGreaterThan(8);
  expect(new Set(made)).toEqual(new Set([0, 1]));
});

test("wherever the taking back of what was for a while dies, it is taken back in the end, and once", async () => {
  const { actions } = setting.engine;
  await dieEverywhere(
    setting,
    async (round) => {
      const input = { sender: senderOf(round) };
      const run = { action: "block-sender", connection: "v2", input, ...why, forMs: aWhileMs };
      expect((await actions.run(run)).outcome).toBe("done");
      setting.clock.advance(aWhileMs + 1);
      return { expire: true };
    },
    async (round, before) => {
      const isGone = policiesAbout(senderOf(round)) === 0;
      const left = await settleRun(setting, before);
      if (left !== null) expect([left.outcome === "done", isGone]).toEqual([isGone, left.outcome === "done"]);
      const again = await actions.expire();
      if (left?.outcome === "done") expect(again).toEqual([]);
      expect(policiesAbout(senderOf(round))).toBe(0);
      expect(await actions.expire()).toEqual([]);
    },
  );
});

const hostOf = (round: number) => `round${String(round)}.bad.example`;
const entriesOf = (round: number) =>
  setting.tenant.managedUrls.filter(({ domain }) => domain === hostOf(round)).length;

test("wherever a containment dies, it is told as far as it came, gone on with, and taken back as one", async () => {
  const { playbooks, audit } = setting.engine;
  const rounds = await dieEverywhere(
    setting,
    async (round) => ({
      contain: `https://${hostOf(round)}/pay`,
      connection: "v2",
      steps: ["url", "host"],
    }),
    async (round) => {
      const all = await playbooks.list(1000);
      expect((await audit.verify()).brokenAt).toBeNull();
      const newest = all.find(({ target }) => JSON.stringify(target).includes(hostOf(round)));
      if (newest === undefined) return expect(entriesOf(round)).toBe(0);
      const done = newest.steps.filter(({ run }) => run?.outcome === "done").length;
      expect([newest.steps.length, entriesOf(round)]).toEqual([2, done]);
      const whole = await playbooks.resume(newest.id, why);
      // What was meant and not done is told as failed: it is not called again unasked.
      const outcomes = whole.steps.map(({ run }) => run?.outcome ?? "none");
      expect(outcomes.filter((outcome) => !/^(?:done|failed)$/.test(outcome))).toEqual([]);
      expect(entriesOf(round)).toBe(outcomes.filter((outcome) => outcome === "done").length);
      await playbooks.undo(newest.id, why);
      expect(entriesOf(round)).toBe(0);
    },
  );
  expect(rounds).toBeGreaterThan(15);
});

test("wherever the taking back of a containment dies, the rest of it can be taken back", async () => {
  const { playbooks, audit } = setting.engine;
  let id = "";
  await dieEverywhere(
    setting,
    async (round) => {
      const target = `https://${hostOf(round)}/pay`;
      const proposal = await playbooks.propose({ connection: "v2", target, ...why });
      id = (await playbooks.contain(proposal, { steps: ["url", "host"], ...why })).id;
      expect(entriesOf(round)).toBe(2);
      return { release: id };
    },
    async (round) => {
      const { steps } = await playbooks.get(id);
      const left = steps.filter(({ run }) => run?.undoneBy === null).length;
      expect(entriesOf(round)).toBe(left);
      const undone = await playbooks.undo(id, why);
      expect(undone.steps.map(({ problem }) => problem?.message)).toEqual([undefined, undefined]);
      expect(entriesOf(round)).toBe(0);
      expect((await audit.verify()).brokenAt).toBeNull();
    },
  );
});
