import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Outcome, Run } from "@postern/engine";
import { expect } from "vitest";
import type { Setting } from "../setting/setting.js";
import { type Deed, refused } from "./deed.js";

const entry = fileURLToPath(new URL("./acting-process.js", import.meta.url));
function startDeed(setting: Setting, { step, deed }: { step: number; deed: Deed }) {
  const child = spawn(
    process.execPath,
    [entry, setting.home, String(setting.clock.now()), String(step), JSON.stringify(deed)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  child.stdout.resume();
  return child;
}

/** Does it in a process of its own; true when that died at the step of this number, false when it finished. */
async function dieAt(setting: Setting, step: number, deed: Deed): Promise<boolean> {
  const child = startDeed(setting, { step, deed });
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  expect([code, signal]).toEqual(signal === null ? [0, null] : [null, "SIGKILL"]);
  return signal !== null;
}

/** More steps than any deed takes. */
const most = 100;

/**
 * Dies at one step after another, each time over targets of its own, until a process gets through; the number of that.
 * The check is given the runs there were before.
 */
export async function dieEverywhere(
  setting: Setting,
  deedOf: (round: number) => Promise<Deed>,
  check: (round: number, before: readonly Run[]) => Promise<void>,
): Promise<number> {
  for (let step = 1; step < most; step += 1) {
    const deed = await deedOf(step);
    const before = await setting.engine.actions.runs({ limit: 10_000 });
    if (!(await dieAt(setting, step, deed))) return step;
    await check(step, before);
  }
  throw new Error("no process ever got through");
}

/** Does each in a process of its own, all at once; true of those that came to their end without a refusal. */
export async function doTogether(setting: Setting, deeds: readonly Deed[]): Promise<boolean[]> {
  const children = deeds.map((deed) => startDeed(setting, { step: 0, deed }));
  const codes = await Promise.all(children.map(async (child) => (await once(child, "exit"))[0] as unknown));
  for (const code of codes) expect([0, refused]).toContain(code);
  return codes.map((code) => code === 0);
}

/** Does it in a process of its own that is killed once a call of it is under way. */
export async function killInFlight(setting: Setting, deed: Deed, isUnderWay: () => boolean): Promise<void> {
  const child = startDeed(setting, { step: 0, deed });
  const ended = once(child, "exit") as Promise<[number | null, string | null]>;
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  while (!isUnderWay() && !isOver) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill("SIGKILL");
  expect(await ended).toEqual([null, "SIGKILL"]);
}

/** What of a target stands in the tenant, asked of the tenant itself. */
export interface Stand {
  /** How many objects do what the action is for. */
  readonly done: number;
  /** Whether what stood there before still does. */
  readonly isAsBefore: boolean;
}

/** The run a dead process left, settled by reading; null when it died before the intent was recorded. */
export async function settleRun(setting: Setting, since: readonly Run[]): Promise<Run | null> {
  const known = new Set(since.map(({ id }) => id));
  const [left, ...others] = (await setting.engine.actions.runs()).filter(({ id }) => !known.has(id));
  expect(others).toEqual([]);
  expect(await setting.engine.audit.verify()).toMatchObject({ brokenAt: null });
  return left ?? null;
}

/** What the run, its audit and the tenant say of each target has to be the same. */
export async function expectAgreement(
  setting: Setting,
  run: Run,
  standOf: (input: Run["items"][number]["input"]) => Stand,
): Promise<void> {
  expect(run.state).toBe("settled");
  for (const { input, outcome } of run.items) {
    const { done, isAsBefore } = standOf(input);
    expect(done).toBeLessThanOrEqual(1);
    expect([input, allowedOutcomes({ done, isAsBefore })]).toEqual([
      input,
      expect.arrayContaining([outcome]),
    ]);
  }
  let told: readonly { target: number; outcome: Outcome }[] = [];
  for await (const { kind, subject, body } of setting.engine.audit.read()) {
    if (kind !== "run.settled" || subject !== run.id) continue;
    told = (body as { outcomes: typeof told }).outcomes;
  }
  for (const { target, outcome } of told) expect(run.items[target]?.outcome).toBe(outcome);
  expect(told).toHaveLength(run.items.length);
}

function allowedOutcomes({ done, isAsBefore }: Stand): Outcome[] {
  if (done === 1) return ["done"];
  return isAsBefore ? ["not-run", "failed"] : ["partial"];
}
