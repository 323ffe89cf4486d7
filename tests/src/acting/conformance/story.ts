import { expect } from "vitest";
import type { Setting } from "../../setting/setting.js";
import { reason, stateOf } from "../there-and-back.js";

type Input = Readonly<Record<string, unknown>>;

/** A tenant and one of the two ways to it. */
export interface Scene {
  readonly setting: Setting;
  readonly tenant: Setting["tenant"];
  readonly connection: "v1" | "v2";
  /** Makes the tenant ready for a story, or sees to what it leaves. */
  readonly run: (action: string, input: Input, connection?: "v1" | "v2") => Promise<void>;
}

/** What an action is to do in a tenant, and what the tenant itself is to say of it. */
export interface Story {
  readonly input: Input;
  /** Looks at the tenant after the run, by the tenant's own account. */
  readonly look: () => void;
  /** Default: done. Nothing reads back what the API has no read for. */
  readonly outcome?: "accepted-unverifiable";
  /** What undo leaves, in the tenant's own state. Default: the tenant as it was. `null`: there is no undo. */
  readonly remains?: (() => void) | null;
  /**
   * No call lists what it makes: where its answer is lost, nobody knows the id, or whether it is there. Puts it away
   * with the id that the tenant itself shows.
   */
  readonly forget?: () => Promise<void>;
  /** Puts away what the story needed. */
  readonly tidy?: () => Promise<void>;
}

export type Stories = Readonly<Record<string, (scene: Scene) => Story | Promise<Story>>>;

export function openScene(setting: Setting, connection: "v1" | "v2"): Scene {
  return {
    setting,
    tenant: setting.tenant,
    connection,
    async run(action, input, on = connection) {
      const { outcome, detail } = await setting.engine.actions.run({
        action,
        connection: on,
        input,
        ...reason,
      });
      expect([action, outcome, detail]).toEqual([
        action,
        expect.stringMatching(/^(?:done|accepted)/),
        detail,
      ]);
    },
  };
}

/** Runs, looks at the tenant, undoes, and holds the tenant to what it was before. */
export async function play(action: string, story: Story, scene: Scene): Promise<void> {
  const { setting, connection } = scene;
  const { actions } = setting.engine;
  const { input, look, outcome = "done", remains } = story;
  const before = stateOf(setting);
  const run = await actions.run({ action, connection, input, ...reason });
  expect([action, run.outcome, run.detail]).toEqual([action, outcome, run.detail]);
  look();
  if (remains === null) {
    expect(run.plan.undo.isPossible).toBe(false);
    await expect(actions.undo(run.id, reason)).rejects.toMatchObject({ code: "not-undoable" });
  } else {
    expect(run.plan.undo.isPossible).toBe(true);
    expect(stateOf(setting)).not.toEqual(before);
    const undo = await actions.undo(run.id, reason);
    expect([action, undo.outcome, undo.detail]).toEqual([action, outcome, undo.detail]);
    if (remains === undefined) expect(stateOf(setting)).toEqual(before);
    else remains();
  }
  await story.tidy?.();
}
