import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSetting, type Setting } from "../setting/setting.js";

let setting: Setting;
beforeEach(async () => {
  setting = await openSetting({ tenant: { guesses: { policyDelayMinutes: 0 } } });
});
afterEach(() => setting.close());

const reason = { actor: "tester", reason: "case 42" };

/** The tenant's own state, without what differs from one entry to the next of the same meaning. */
function stateOf({ tenant }: Setting): unknown {
  return structuredClone({
    urls: tenant.managedUrls,
    policies: tenant.policies.of("blocked-senders").listMade(),
  });
}

describe.each(["v1", "v2"])("on %s", (connection) => {
  const url = "https://login.bad.example/payslip";
  const blockUrl = { action: "block-url", connection, input: { url } };
  const sender = "payroll@bad.example";
  const blockSender = { action: "block-sender", connection, input: { sender } };

  test("a plan changes nothing and names its call, permission and undo", async () => {
    const before = stateOf(setting);
    const plan = await setting.engine.actions.plan(blockUrl);
    expect(plan).toMatchObject({
      isAlreadySo: false,
      items: [{ calls: [{ operation: "ttp.url.create-managed-url", item: { url, action: "block" } }] }],
      permission: "Services | URL Protection | Edit",
      undo: { isPossible: true },
    });
    expect(stateOf(setting)).toEqual(before);
  });

  test("a URL is blocked, verified, and unblocked without a trace", async () => {
    const { tenant, engine } = setting;
    const recipient = `ana@${tenant.account.domain}`;
    const before = stateOf(setting);
    const run = await engine.actions.run({ ...blockUrl, ...reason });
    expect(run).toMatchObject({ outcome: "done", state: "settled" });
    expect(tenant.click({ url, recipient }).outcome).toBe("blocked");
    const undo = await engine.actions.undo(run.id, reason);
    expect(undo).toMatchObject({ outcome: "done", undoes: run.id });
    expect(stateOf(setting)).toEqual(before);
    expect(tenant.click({ url, recipient }).outcome).not.toBe("blocked");
  });

  test("a sender is blocked, verified, and unblocked without a trace", async () => {
    const { tenant, engine } = setting;
    const message = { sender, recipient: `ana@${tenant.account.domain}` };
    const before = stateOf(setting);
    const run = await engine.actions.run({ ...blockSender, ...reason });
    expect(run.outcome).toBe("done");
    expect(tenant.deliver(message).outcome).toBe("rejected");
    await engine.actions.undo(run.id, reason);
    expect(stateOf(setting)).toEqual(before);
    expect(tenant.deliver(message).outcome).toBe("accepted");
  });

  test("the same intent twice is one change, and the second has nothing to take back", async () => {
    const { engine, tenant } = setting;
    await engine.actions.run({ ...blockSender, ...reason });
    const again = await engine.actions.run({ ...blockSender, ...reason });
    expect(again.outcome).toBe("already-so");
    expect(tenant.policies.of("blocked-senders").listMade()).toHaveLength(1);
    await expect(engine.actions.undo(again.id, reason)).rejects.toMatchObject({ code: "not-undoable" });
  });

  test("an undo is done once, and is itself no thing to undo", async () => {
    const { engine } = setting;
    const run = await engine.actions.run({ ...blockUrl, ...reason });
    const undo = await engine.actions.undo(run.id, reason);
    await expect(engine.actions.undo(run.id, reason)).rejects.toMatchObject({ code: "not-undoable" });
    await expect(engine.actions.undo(undo.id, reason)).rejects.toMatchObject({ code: "not-undoable" });
    const runs = await engine.actions.runs();
    expect(runs.find(({ id }) => id === run.id)?.undoneBy).toBe(undo.id);
  });

  test("a write that the tenant refuses is a failed run, and says why", async () => {
    setting.tenant.faults.inject({ kind: "fail-in-200", operation: "ttp.url.create-managed-url" });
    const run = await setting.engine.actions.run({ ...blockUrl, ...reason });
    expect(run.outcome).toBe("failed");
    expect(run.detail).toContain("Read back");
    expect(setting.tenant.managedUrls).toEqual([]);
  });

  test("a write whose answer never came is settled by reading, not by writing again", async () => {
    const operation = "ttp.url.create-managed-url";
    setting.tenant.faults.inject({ kind: "reset", operation });
    const run = await setting.engine.actions.run({ ...blockUrl, ...reason });
    const isThere = setting.tenant.managedUrls.length === 1;
    expect(run.outcome).toBe(isThere ? "done" : "failed");
    expect(setting.tenant.requests().filter((request) => request.operation === operation)).toHaveLength(1);
  });

  test("an action outside the connection's choice is refused", async () => {
    const { baseUrl, ...oauth } = setting.tenant.v2;
    await setting.engine.connections.add({
      name: "reader",
      generation: "2.0",
      baseUrl,
      oauth,
      settings: { actions: [] },
    });
    const request = { ...blockUrl, connection: "reader" };
    await expect(setting.engine.actions.plan(request)).rejects.toMatchObject({ code: "action-not-allowed" });
  });
});

test("a permit in the way is shown, gives way to the block, and stands again after undo", async () => {
  const { engine, tenant } = setting;
  const url = "https://portal.partner.example/";
  await callTenant(setting, "/api/ttp/url/create-managed-url", { url, action: "permit", comment: "partner" });
  const before = stateOf(setting);
  const request = { action: "block-url", connection: "v2", input: { url } };
  const plan = await engine.actions.plan(request);
  expect(plan.items[0]?.calls.map(({ operation }) => operation)).toEqual([
    "ttp.url.delete-managed-url",
    "ttp.url.create-managed-url",
  ]);
  expect(plan.items[0]?.warnings.join()).toContain("permits");
  const run = await engine.actions.run({ ...request, ...reason });
  expect(tenant.managedUrls).toMatchObject([{ action: "block" }]);
  await engine.actions.undo(run.id, reason);
  expect(withoutIds(stateOf(setting))).toEqual(withoutIds(before));
});

test("an undo leaves alone what somebody changed since", async () => {
  const { engine } = setting;
  const sender = "payroll@bad.example";
  const run = await engine.actions.run({
    action: "block-sender",
    connection: "v2",
    input: { sender },
    ...reason,
  });
  await callTenant(setting, "/api/policy/blockedsenders/create-policy", {
    option: "block_sender",
    policy: {
      description: "somebody else's",
      fromPart: "both",
      from: { type: "individual_email_address", emailAddress: sender },
      to: { type: "everyone" },
    },
  });
  await expect(engine.actions.undo(run.id, reason)).rejects.toMatchObject({ code: "changed-since" });
});

test.each([
  ["block-url", { url: "not a url" }, "bad-usage"],
  ["block-url", { url: "ftp://bad.example/x" }, "bad-usage"],
  ["block-url", { url: "https://user:word@bad.example/" }, "plan-refused"],
  ["block-url", { url: "https://bad.example/#top" }, "plan-refused"],
  ["block-url", { url: "https://bad.example/", extra: 1 }, "bad-usage"],
  ["block-sender", { sender: "everyone" }, "plan-refused"],
  ["block-sender", { sender: "a@b.example, c@d.example" }, "bad-usage"],
  ["block-sender", {}, "bad-usage"],
  ["block-moon", {}, "bad-usage"],
  ["remediate-url", { url: "http://[bad" }, "bad-usage"],
] as const)("%s refuses %j before any call", async (action, input, code) => {
  const calls = setting.tenant.requests().length;
  await expect(setting.engine.actions.plan({ action, connection: "v2", input })).rejects.toMatchObject({
    code,
  });
  expect(setting.tenant.requests()).toHaveLength(calls);
});

test("a plan tells what the block would have hit, from our own store", async () => {
  await setting.collect(["ttp-url", "siem-2.0"]);
  const [click] = await setting.engine.events.clicks({ connection: "v2", isMalicious: true });
  if (click?.sender === null || click === undefined) throw new Error("the phishing wave brought no click");
  const plan = await setting.engine.actions.plan({
    action: "block-sender",
    connection: "v2",
    input: { sender: click.sender },
  });
  expect(plan.history.messages).toBeGreaterThan(0);
  expect(plan.history.recipients).toBeGreaterThan(0);
  expect(plan.history.clicks).toBeGreaterThan(0);
});

async function callTenant({ tenant }: Setting, path: string, item: object): Promise<void> {
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: tenant.v2.clientId,
    client_secret: tenant.v2.clientSecret,
  });
  const grant = await fetch(`${tenant.v2.baseUrl}/oauth/token`, { method: "POST", body: form });
  const { access_token: token } = (await grant.json()) as { access_token: string };
  const answer = await fetch(`${tenant.v2.baseUrl}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ data: [item] }),
  });
  const { fail } = (await answer.json()) as { fail: unknown[] };
  expect(fail).toEqual([]);
}

function withoutIds(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner) =>
      /^(?:id|createTime|lastUpdated|createdAt)$/.test(key) ? undefined : inner,
    ),
  );
}
