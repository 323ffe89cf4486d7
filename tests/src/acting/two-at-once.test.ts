import { openEngine } from "@postern/engine";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openSetting, type Setting } from "../setting/setting.js";
import { allowAll, reason } from "./there-and-back.js";

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting({ tenant: { guesses: { policyDelayMinutes: 0 } } });
  await allowAll(setting);
});
afterEach(() => setting.tenant.faults.clear());
afterAll(() => setting.close());

const urlsOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ url: `https://${name}${String(index)}.example/` }));

/** A second policy of the same meaning would get an id of its own: doing it twice would show. */
function policiesAbout(sender: string): number {
  const made = JSON.stringify(setting.tenant.policies.of("blocked-senders").listMade());
  return made.split(`"emailAddress":"${sender}"`).length - 1;
}

const entriesOf = (name: string) =>
  setting.tenant.managedUrls.filter((entry) => JSON.stringify(entry).includes(name)).length;

/** An engine of another process, as far as the store can tell. */
const openOther = (sleep: (milliseconds: number) => Promise<void>) =>
  openEngine({ home: setting.home, now: () => setting.clock.now(), sleep });

test("what was read before somebody else did the same is no ground to do it again", async () => {
  const sender = "race@bad.example";
  const request = { action: "block-sender", connection: "v2", input: { sender }, ...reason };
  let theirs: unknown = null;
  // Between its reading and its intent it waits for a quota, and the other one gets ahead.
  const slow = await openOther(async (milliseconds) => {
    setting.clock.advance(milliseconds);
    theirs = (await setting.engine.actions.run(request)).outcome;
  });
  try {
    setting.tenant.faults.inject({ kind: "throttle", operation: "domain.get-internal-domain" });
    const ours = await slow.actions.run(request);
    expect([theirs, ours.outcome, policiesAbout(sender)]).toEqual(["done", "already-so", 1]);
  } finally {
    await slow.close();
  }
});

test("a run that two go on with at once is gone on with once", async () => {
  const senders = Array.from({ length: 3 }, (_, index) => ({ sender: `resume${String(index)}@bad.example` }));
  const { actions } = setting.engine;
  const stop = new AbortController();
  stop.abort();
  const run = await actions.run({
    action: "block-sender",
    connection: "v2",
    inputs: senders,
    ...reason,
    signal: stop.signal,
  });
  expect(run.outcome).toBe("not-run");
  const other = await openOther(async () => {});
  try {
    const both = await Promise.allSettled([
      actions.resume(run.id, reason),
      actions.resume(run.id, reason),
      other.actions.resume(run.id, reason),
    ]);
    expect(senders.map(({ sender }) => policiesAbout(sender))).toEqual([1, 1, 1]);
    const told = both.map((each) => (each.status === "fulfilled" ? each.value.outcome : each.reason.code));
    expect(told.filter((each) => each === "done")).toHaveLength(1);
    expect((await actions.getRun(run.id)).outcome).toBe("done");
  } finally {
    await other.close();
  }
});

test("what somebody else did while a run was stopped is not done again, and stays when the run is undone", async () => {
  const { actions } = setting.engine;
  const stop = new AbortController();
  const inputs = urlsOf("paused", 25);
  const request = { action: "block-url", connection: "v2", inputs, ...reason };
  const run = await actions.run({ ...request, signal: stop.signal, onProgress: () => stop.abort() });
  expect(entriesOf("paused")).toBe(20);
  await actions.run({ action: "block-url", connection: "v1", input: inputs[22] ?? {}, ...reason });
  const resumed = await actions.resume(run.id, reason);
  expect(resumed.items.map(({ outcome }) => outcome)).toEqual(
    inputs.map((_, index) => (index === 22 ? "already-so" : "done")),
  );
  await actions.undo(run.id, reason);
  expect(entriesOf("paused")).toBe(1);
});

test("an entry that a filtered reading left out is not taken for one's own, nor taken away by undo", async () => {
  const [known = {}, fresh = {}] = urlsOf("omitted", 2);
  const { actions } = setting.engine;
  await actions.run({ action: "block-url", connection: "v2", input: known, ...reason });
  const operation = "ttp.url.get-all-managed-urls";
  setting.tenant.faults.inject({ kind: "omit-rows", of: "all", count: 500, operation });
  const run = await actions.run({ action: "block-url", connection: "v2", inputs: [known, fresh], ...reason });
  expect(run.items.map(({ outcome }) => outcome)).toEqual(["already-so", "done"]);
  await actions.undo(run.id, reason);
  expect([entriesOf("omitted0"), entriesOf("omitted1")]).toEqual([1, 0]);
});

test("what is for a while is taken back once, also where nothing reads it back", async () => {
  const { actions } = setting.engine;
  const { tenant, clock } = setting;
  const input = { sender: "while@bad.example", to: `admin@${tenant.account.domain}` };
  await actions.run({ action: "block-sender-for", connection: "v2", input, ...reason, forMs: 60_000 });
  clock.advance(60_001);
  expect((await actions.expire()).map(({ undo }) => undo?.outcome)).toEqual(["accepted-unverifiable"]);
  expect(await actions.expire()).toEqual([]);
});
