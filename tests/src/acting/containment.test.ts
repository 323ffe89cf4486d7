import { afterEach, beforeEach, expect, test } from "vitest";
import { openSetting, type Setting } from "../setting/setting.js";
import { stateOf } from "./there-and-back.js";

let setting: Setting;
beforeEach(async () => {
  setting = await openSetting({ settings: { feeds: ["ttp-url"] } });
});
afterEach(() => setting.close());

const ana = { actor: "ana@soc", origin: "soc-1", reason: "INC-42" };

/** The wave of the day: a URL that the tenant found malicious, with its mail. */
async function findWave() {
  await setting.collect(["ttp-url"]);
  const [click] = await setting.engine.events.clicks({ isMalicious: true });
  if (click?.sender == null || click.messageId === null) throw new Error("no wave came");
  return { url: click.url, sender: click.sender, messageId: click.messageId, recipient: click.recipient };
}

test("a phishing campaign is contained from its URL, and taken back as one", async () => {
  const { engine, tenant } = setting;
  const wave = await findWave();
  const before = stateOf(setting);
  const proposal = await engine.playbooks.propose({
    connection: "v2",
    target: tenant.rewrite(wave.url),
    ...ana,
  });
  expect(proposal.target).toEqual({ kind: "url", url: wave.url });
  expect(proposal.scope.clickers.map(({ recipient }) => recipient)).toContain(wave.recipient);
  expect(proposal.scope).toMatchObject({ isMalicious: true });
  const steps = proposal.steps.filter(({ isRecommended }) => isRecommended).map(({ key }) => key);
  expect(steps).toEqual(expect.arrayContaining(["url", "sender"]));
  expect(stateOf(setting)).toEqual(before);

  const contained = await engine.playbooks.contain(proposal, { steps: ["url", "sender"], ...ana });
  expect(contained.steps.map(({ run }) => run?.outcome)).toEqual(["done", "done"]);
  expect(tenant.click({ url: wave.url, recipient: wave.recipient }).outcome).toBe("blocked");

  const undone = await engine.playbooks.undo(contained.id, ana);
  expect(undone.steps.map(({ run, problem }) => [problem, run?.undoneBy === null])).toEqual([
    [null, false],
    [null, false],
  ]);
  expect(stateOf(setting)).toEqual(before);
  const meant: unknown[] = [];
  for await (const { body } of engine.audit.read({ kind: "run.intended" })) meant.push(body["action"]);
  expect(meant).toEqual(["block-url", "block-sender", "block-sender", "block-url"]);
});

test("who is not known to sit at a managed device stands first", async () => {
  const { engine } = setting;
  const { url } = await findWave();
  const request = { connection: "v2", target: url, ...ana };
  const unknown = await engine.playbooks.propose(request);
  expect(new Set(unknown.scope.clickers.map(({ device }) => device))).toEqual(new Set(["unknown"]));
  const told = await engine.playbooks.propose({ ...request, managedNetworks: ["192.0.2.0/32"] });
  const devices = told.scope.clickers.filter(({ sourceAddresses }) => sourceAddresses.length > 0);
  expect(devices.every(({ device }) => device === "unmanaged")).toBe(true);
  const bad = engine.playbooks.propose({ ...request, managedNetworks: ["10.0.0.0/40"] });
  await expect(bad).rejects.toMatchObject({ code: "bad-usage" });
});

test("a message id and a sender lead to the same incident, and remediation says that it can't be undone", async () => {
  const { engine } = setting;
  const { messageId, sender, url } = await findWave();
  for (const target of [`<${messageId}>`, messageId]) {
    const {
      target: read,
      scope,
      steps,
    } = await engine.playbooks.propose({ connection: "v2", target, ...ana });
    expect(read).toEqual({ kind: "message", messageId });
    expect([scope.urls, scope.senders.map((each) => each.sender)]).toEqual([[url], [sender]]);
    expect(steps.map(({ key }) => key)).toContain("remediate");
  }
  await engine.connections.update("v2", { settings: { actions: ["remediate-message", "block-url"] } });
  const proposal = await engine.playbooks.propose({ connection: "v2", target: sender, ...ana });
  expect(proposal.target.kind).toBe("sender");
  const byKey = new Map(proposal.steps.map((step) => [step.key, step]));
  expect(byKey.get("sender")?.problem).toMatchObject({ code: "action-not-allowed" });
  expect(byKey.get("remediate")?.plan?.undo).toMatchObject({ isPossible: false });
});

test("a step that waits for a second person keeps no other from being run, and is run once agreed to", async () => {
  const { engine, tenant } = setting;
  const { url } = await findWave();
  await engine.guards.change({ approval: { domains: true, above: null } }, ana);
  const proposal = await engine.playbooks.propose({ connection: "v2", target: url, ...ana });
  const contained = await engine.playbooks.contain(proposal, { steps: ["url", "host"], ...ana });
  expect(contained.steps.map(({ run, problem }) => run?.outcome ?? problem?.code)).toEqual([
    "done",
    "approval-needed",
  ]);
  const planId = contained.steps[1]?.plan.id ?? "";
  await engine.actions.approve(planId, { actor: "ben@soc", reason: "agreed" });
  const whole = await engine.playbooks.resume(contained.id, ana);
  expect(whole.steps.map(({ run }) => run?.outcome)).toEqual(["done", "done"]);
  expect(tenant.managedUrls).toHaveLength(2);
  await engine.playbooks.undo(contained.id, ana);
  expect(tenant.managedUrls).toEqual([]);
  await expect(engine.playbooks.get("contain-0")).rejects.toMatchObject({ code: "unknown-containment" });
});

test.each(["", "evil.example", "ftp://evil.example/x", "https://"])(
  "%j is nothing that could be contained",
  async (target) => {
    const request = { connection: "v2", target, ...ana };
    await expect(setting.engine.playbooks.propose(request)).rejects.toMatchObject({ code: "bad-usage" });
  },
);
