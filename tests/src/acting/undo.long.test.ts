import { describeActions, PosternError, type Run } from "@postern/engine";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openSetting, type Setting } from "../setting/setting.js";
import { stories } from "./conformance/stories.js";
import { openScene } from "./conformance/story.js";
import { allowAll, reason, stateOf } from "./there-and-back.js";

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting({ tenant: { guesses: { policyDelayMinutes: 0 } } });
  await allowAll(setting);
});
afterEach(() => setting.tenant.faults.clear());
afterAll(() => setting.close());

type Fault = Parameters<Setting["tenant"]["faults"]["inject"]>[0];
const faults: readonly Fault[] = [
  { kind: "server-error", status: 500, executed: true },
  { kind: "server-error", status: 503 },
  { kind: "html-error", executed: true },
  { kind: "reset" },
  { kind: "hang", drops: true },
  { kind: "lost-request", drops: true },
  { kind: "throttle" },
];

/** No call lists what its undo makes: where that answer is lost, nobody knows whether it is there. */
const unlistedWhenUndone = "delete-web-policy";

const generationOf = { v1: "1.0", v2: "2.0" } as const;

describe.each(["v1", "v2"] as const)("on %s,", (connection) => {
  const here = describeActions().filter(
    ({ kind, generations }) =>
      kind === "writing" && generations.some(({ generation }) => generation === generationOf[connection]),
  );

  test.each(here.map(({ name }) => name))(
    "%s is taken back to the state before, whatever faults run and undo meet",
    async (name) => {
      const { actions } = setting.engine;
      const scene = openScene(setting, connection);
      const story = await stories[name]?.(scene);
      if (story === undefined) throw new Error(`${name} has no story`);
      // What can't be undone, or read back, is held to what is told of it in the tests of silence.
      const isHeld = [story.remains, story.outcome, story.forget].every((each) => each === undefined);
      if (!isHeld) return await story.tidy?.();
      for (const [index, fault] of faults.entries()) {
        const before = stateOf(setting);
        const meet = async (work: () => Promise<Run>, met: Fault | undefined): Promise<Run> => {
          // The calls that read a user are those that change one, without a change.
          const after = name.endsWith("-user") ? 1 : 0;
          if (met !== undefined) setting.tenant.faults.inject({ ...met, effect: "write", after, times: 1 });
          const run = await work();
          setting.tenant.faults.clear();
          return await actions.getRun(run.id);
        };
        const request = { action: name, connection, input: story.input, ...reason };
        const run = await meet(() => actions.run(request), fault);
        const isUnchanged = JSON.stringify(stateOf(setting)) === JSON.stringify(before);
        expect([fault, run.outcome]).toEqual([
          fault,
          isUnchanged ? "failed" : expect.stringMatching(/^(?:done|partial)$/),
        ]);
        const undoFault = name === unlistedWhenUndone ? undefined : faults[(index + 3) % faults.length];
        if (!isUnchanged) {
          const undo = await meet(() => actions.undo(run.id, reason), undoFault);
          // What is taken back already is refused to be taken back again.
          const again = await actions.undo(run.id, reason).catch((thrown: unknown) => {
            if (thrown instanceof PosternError && thrown.code === "not-undoable") return undo;
            throw thrown;
          });
          expect([fault, again.outcome]).toEqual([fault, expect.stringMatching(/^(?:done|already-so)$/)]);
        }
        expect([fault, stateOf(setting)]).toEqual([fault, before]);
      }
      await story.tidy?.();
      expect((await setting.engine.audit.verify()).brokenAt).toBeNull();
    },
  );
});
