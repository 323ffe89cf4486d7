import { describeActions, PosternError, type Run } from "@postern/engine";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openSetting, type Setting } from "../setting/setting.js";
import { stories } from "./conformance/stories.js";
import { openScene, type Scene, type Story } from "./conformance/story.js";
import { killInFlight } from "./crash.js";
import { allowAll, reason, stateOf } from "./there-and-back.js";

let setting: Setting;
/** Each way of falling silent has a tenant of its own: what can't be taken back is there only once. */
function openOwn(): void {
  beforeAll(async () => {
    setting = await openSetting({
      tenant: { guesses: { policyDelayMinutes: 0 } },
      timeouts: { headersMs: 1000 },
    });
    await allowAll(setting);
  });
  afterEach(() => setting.tenant.faults.clear());
  afterAll(() => setting.close());
}

const writing = describeActions().filter(({ kind }) => kind === "writing");
const generationOf = { v1: "1.0", v2: "2.0" } as const;
const actionsOn = (connection: "v1" | "v2") =>
  writing
    .filter(({ generations }) =>
      generations.some(({ generation }) => generation === generationOf[connection]),
    )
    .map(({ name }) => name);

function holds({ look }: Story): boolean {
  try {
    look();
    return true;
  } catch {
    return false;
  }
}

/** What a run says, what the audit log says and what the tenant holds have to be the same. */
async function expectAgreement(run: Run, story: Story): Promise<void> {
  expect(run.state).toBe("settled");
  const told: unknown[] = [];
  let calls = 0;
  for await (const { kind, body } of setting.engine.audit.read({ subject: run.id })) {
    if (kind === "run.settled") told.push((body["outcomes"] as { outcome: unknown }[])[0]?.outcome);
    if (kind === "call.made") calls += 1;
  }
  expect(told.at(-1)).toBe(run.outcome);
  expect(calls).toBe(1);
  expect((await setting.engine.audit.verify()).brokenAt).toBeNull();
  // Nothing reads back what the API has no read for: then nothing is claimed.
  if (story.outcome !== undefined || story.forget !== undefined) expect(run.outcome).toBe("unknown");
  else if (holds(story)) expect(run.outcome).toBe("done");
  else expect(["failed", "partial"]).toContain(run.outcome);
}

/** The same intent again brings what is left, once; then all of it is taken back. */
async function finish(scene: Scene, work: { name: string; story: Story; run: Run; before: unknown }) {
  const { name, story, run, before } = work;
  if (story.forget !== undefined) {
    await story.forget();
    return expect(stateOf(setting)).toEqual(before);
  }
  const { actions } = setting.engine;
  const request = { action: name, connection: scene.connection, input: story.input, ...reason };
  const isDone = run.outcome === "done";
  // What is gone can't be found to be taken away again: that is refused before anything is called.
  const again =
    isDone && story.remains === null
      ? null
      : await actions.run(request).catch((thrown: unknown) => {
          if (isDone && thrown instanceof PosternError && thrown.code === "plan-refused") return null;
          throw thrown;
        });
  if (again !== null) expect(again.outcome).toMatch(isDone ? /^already-so$/ : /^(?:done|accepted)/);
  story.look();
  if (story.remains === null) return await story.tidy?.();
  for (const each of [again, run]) {
    if (each === null || !/^(?:done|partial|accepted)/.test(each.outcome ?? "")) continue;
    const undo = await actions.undo(each.id, reason);
    expect(undo.outcome).toMatch(/^(?:done|accepted|already-so)/);
  }
  if (story.remains === undefined && story.outcome === undefined) expect(stateOf(setting)).toEqual(before);
  await story.tidy?.();
}

/** Waits for an answer until the time is up; all others lose their connection, which to the engine is the same. */
const patient = "block-sender";

const silences = [
  ["v1", "hang"],
  ["v2", "hang"],
  ["v1", "lost-request"],
  ["v2", "lost-request"],
] as const;

describe.each(silences)("on %s, through a %s,", (connection, kind) => {
  openOwn();
  test.each(actionsOn(connection))("%s is done once or not at all, and told as it is", async (name) => {
    const scene = openScene(setting, connection);
    const story = await stories[name]?.(scene);
    if (story === undefined) throw new Error(`${name} has no story`);
    const before = stateOf(setting);
    injectSilence(name, { kind, drops: name !== patient });
    const request = { action: name, connection, input: story.input, ...reason };
    const run = await setting.engine.actions.run(request);
    setting.tenant.faults.clear();
    await expectAgreement(run, story);
    await finish(scene, { name, story, run, before });
  });
});

/** An action for each operation that is called first: they differ in what the tenant does, not in who asks. */
function oneOfEachOperation(): readonly string[] {
  const byOperation = new Map<string, string>();
  for (const { name, generations } of writing.toReversed())
    byOperation.set(generations.at(-1)?.writes[0] ?? name, name);
  return [...byOperation.values()].toReversed();
}

/** The calls that read a user are those that change one, without a change. */
function injectSilence(name: string, fault: { kind: "hang" | "lost-request"; drops?: boolean }): string {
  const after = name.endsWith("-user") ? 1 : 0;
  return setting.tenant.faults.inject({ ...fault, effect: "write", after, times: 1 });
}

describe("killed while the tenant works,", () => {
  openOwn();
  test.each(oneOfEachOperation())("%s is settled by reading", async (name) => {
    const connection = actionsOn("v2").includes(name) ? "v2" : "v1";
    const scene = openScene(setting, connection);
    const story = await stories[name]?.(scene);
    if (story === undefined) throw new Error(`${name} has no story`);
    const before = stateOf(setting);
    const fault = injectSilence(name, { kind: "hang" });
    const known = new Set((await setting.engine.actions.runs({ limit: 1000 })).map(({ id }) => id));
    const deed = { action: name, connection, inputs: [story.input] };
    const isUnderWay = () =>
      setting.tenant.faults.list().some(({ id, struck }) => id === fault && struck > 0);
    await killInFlight(setting, deed, isUnderWay);
    setting.tenant.faults.clear();
    const [run, ...others] = (await setting.engine.actions.runs({ limit: 1000 })).filter(
      ({ id }) => !known.has(id),
    );
    expect(others).toEqual([]);
    if (run === undefined) throw new Error("no run was recorded before the call");
    await expectAgreement(run, story);
    await finish(scene, { name, story, run, before });
  });
});
