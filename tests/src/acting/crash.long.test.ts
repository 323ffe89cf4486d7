import { expect, test } from "vitest";
import { openSetting, type Setting } from "../setting/setting.js";
import { dieEverywhere, expectAgreement, type Stand, settleRun } from "./crash.js";
import { why } from "./deed.js";

const setUp = () => openSetting({ tenant: { guesses: { policyDelayMinutes: 0 } } });

const senders = (round: number) => ["one", "two"].map((name) => ({ sender: `${name}-${round}@bad.example` }));

/** A second policy of the same meaning would get an id of its own: doing it twice would show. */
function policiesAbout({ tenant }: Setting, sender: unknown): number {
  const made = JSON.stringify(tenant.policies.of("blocked-senders").listMade());
  return made.split(`"emailAddress":"${String(sender)}"`).length - 1;
}

function standOfSender(setting: Setting) {
  return ({ sender }: Readonly<Record<string, unknown>>): Stand => {
    const done = policiesAbout(setting, sender);
    return { done, isAsBefore: done === 0 };
  };
}

test.each(["v1", "v2"])(
  "wherever blocking senders on %s dies, nothing is done twice, and the rest can be",
  async (connection) => {
    const setting = await setUp();
    try {
      const rounds = await dieEverywhere(
        setting,
        async (round) => ({ action: "block-sender", connection, inputs: senders(round) }),
        async (round, before) => {
          const left = await settleRun(setting, before);
          if (left !== null) await expectAgreement(setting, left, standOfSender(setting));
          const { actions } = setting.engine;
          const whole = left?.items.every(({ outcome }) => outcome === "not-run")
            ? await actions.resume(left.id, why)
            : await actions.run({ action: "block-sender", connection, inputs: senders(round), ...why });
          expect(["done", "already-so"]).toContain(whole.outcome);
          expect(senders(round).map(({ sender }) => policiesAbout(setting, sender))).toEqual([1, 1]);
        },
      );
      expect(rounds).toBeGreaterThan(8);
    } finally {
      await setting.close();
    }
  },
);

test("wherever a block that replaces a permit dies, what it left is told, and finished without a double", async () => {
  const setting = await setUp();
  const { actions } = setting.engine;
  const urls = (round: number) =>
    ["a", "b"].map((name) => ({ url: `https://${name}${round}.bad.example/x` }));
  const entries = (url: unknown) =>
    setting.tenant.managedUrls.filter((entry) =>
      JSON.stringify(entry).includes(new URL(String(url)).hostname),
    );
  const standOf = ({ url }: Readonly<Record<string, unknown>>): Stand => ({
    done: entries(url).filter(({ action }) => action === "block").length,
    isAsBefore: entries(url).some(({ action }) => action === "permit"),
  });
  try {
    await dieEverywhere(
      setting,
      async (round) => {
        const permitted = await actions.run({
          action: "permit-url",
          connection: "v2",
          inputs: urls(round),
          ...why,
        });
        expect(permitted.outcome).toBe("done");
        return { action: "block-url", connection: "v2", inputs: urls(round) };
      },
      async (round, before) => {
        const left = await settleRun(setting, before);
        if (left !== null) await expectAgreement(setting, left, standOf);
        await actions.run({ action: "block-url", connection: "v2", inputs: urls(round), ...why });
        for (const { url } of urls(round)) expect(entries(url)).toMatchObject([{ action: "block" }]);
      },
    );
  } finally {
    await setting.close();
  }
});

test("wherever an undo dies, it is taken back or not, never half unseen", async () => {
  const setting = await setUp();
  const { actions } = setting.engine;
  let runId = "";
  try {
    await dieEverywhere(
      setting,
      async (round) => {
        const inputs = senders(round);
        runId = (await actions.run({ action: "block-sender", connection: "v2", inputs, ...why })).id;
        return { undo: runId };
      },
      async (round, before) => {
        const left = await settleRun(setting, before);
        const gone = senders(round).map(({ sender }) => policiesAbout(setting, sender) === 0);
        expect(left?.items.map(({ outcome }) => outcome === "done") ?? [false, false]).toEqual(gone);
        const run = (await actions.runs()).find(({ id }) => id === runId);
        if (run?.undoneBy === null) await actions.undo(runId, why);
        expect(senders(round).map(({ sender }) => policiesAbout(setting, sender))).toEqual([0, 0]);
      },
    );
  } finally {
    await setting.close();
  }
});
