import { join } from "node:path";
import { createClock, startTenant, type Tenant } from "@postern/emulator";
import BetterSqlite3 from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hourMs, minuteMs, openSetting, type Setting, workday } from "../setting/setting.js";

let setting: Setting;
beforeEach(async () => {
  setting = await openSetting();
});
afterEach(() => setting.close());

const ana = { actor: "ana@soc", reason: "INC-42" };
const blockUrl = { action: "block-url", connection: "v2", input: { url: "https://login.bad.example/pay" } };

async function withOtherTenant(work: (other: Tenant) => Promise<void>): Promise<void> {
  const clock = createClock({ start: workday, frozen: true });
  const other = await startTenant({ messagesPerDay: 10, seed: 2, clock });
  try {
    await work(other);
  } finally {
    await other.close();
  }
}

/** Reads of the tenant's list of URLs fail; the calls that change it do not. */
function breakReading(): void {
  setting.tenant.faults.inject({
    kind: "server-error",
    operation: "ttp.url.get-all-managed-urls",
    after: 1,
    times: Number.POSITIVE_INFINITY,
  });
}

const reads = () =>
  setting.tenant.requests().filter(({ operation }) => operation === "ttp.url.get-all-managed-urls").length;

test("a plan made for one tenant does not run once its connection is for another", async () => {
  const { engine, tenant } = setting;
  const plan = await engine.actions.plan({ ...blockUrl, ...ana });
  const stale = await engine.actions.plan({ ...blockUrl, ...ana });
  const run = await engine.actions.run({ ...blockUrl, input: { url: "https://other.bad.example/" }, ...ana });
  await withOtherTenant(async (other) => {
    const { baseUrl, ...oauth } = other.v2;
    await engine.connections.update("v2", { baseUrl });
    const { credential } = await engine.connections.get("v2");
    await engine.credentials.update(credential.name, { secrets: { kind: "2.0", oauth } });
    for (const acceptChanges of [false, true]) {
      await expect(engine.actions.runPlan(plan.id, { ...ana, acceptChanges })).rejects.toMatchObject({
        code: "plan-refused",
        message: expect.stringMatching(/was made for http.*is for http.*Plan it again/),
      });
    }
    await expect(engine.actions.undo(run.id, ana)).rejects.toMatchObject({ code: "changed-since" });
    // Hosts are shared in API 2.0: there the application alone tells tenants apart.
    await engine.connections.update("v2", { baseUrl: tenant.v2.baseUrl });
    await expect(engine.actions.runPlan(plan.id, ana)).rejects.toMatchObject({
      code: "plan-refused",
      message: expect.stringContaining("another application's credential"),
    });
    expect(other.managedUrls).toEqual([]);
    const { baseUrl: _own, ...ownOauth } = tenant.v2;
    await engine.credentials.update(credential.name, { secrets: { kind: "2.0", oauth: ownOauth } });
  });
  expect((await engine.actions.runPlan(plan.id, ana)).outcome).toBe("done");
  // As older versions kept it.
  const database = new BetterSqlite3(join(setting.home, "postern.db"));
  database.prepare("UPDATE plans SET body = json_remove(body, '$.tenant') WHERE id = ?").run(stale.id);
  database.close();
  await expect(engine.actions.runPlan(stale.id, { ...ana, acceptChanges: true })).rejects.toMatchObject({
    code: "plan-refused",
    message: expect.stringContaining("older version"),
  });
  expect((await engine.actions.undo(run.id, ana)).outcome).toBe("done");
});

test("an outcome that can't be read is looked for ever more seldom, and at once by who asks for the run", async () => {
  const { engine, tenant, clock } = setting;
  breakReading();
  const run = await engine.actions.run({ ...blockUrl, ...ana });
  expect(run.outcome).toBe("unknown");
  const looksIn = async (spanMs: number, everyMs: number) => {
    const before = reads();
    for (let spent = 0; spent < spanMs; spent += everyMs) {
      clock.advance(everyMs);
      await engine.actions.runs();
    }
    return reads() - before;
  };
  const early = await looksIn(hourMs, minuteMs);
  const late = await looksIn(24 * hourMs, 20 * minuteMs);
  expect(early).toBeGreaterThan(0);
  expect(early).toBeLessThanOrEqual(4 * 7);
  expect(late).toBeLessThanOrEqual(4 * 6);
  const before = reads();
  expect((await engine.actions.getRun(run.id)).outcome).toBe("unknown");
  expect(reads()).toBeGreaterThan(before);
  tenant.faults.clear();
  expect((await engine.actions.getRun(run.id)).outcome).toBe("done");
  const settled = reads();
  await engine.actions.getRun(run.id);
  await engine.actions.runs();
  expect(reads()).toBe(settled);
});

test("a run that no reading can settle is never read again, and a removed connection keeps no list from being shown", async () => {
  const { engine, tenant } = setting;
  const operation = "managedsender.permit-or-block-sender";
  tenant.faults.inject({ kind: "server-error", operation, executed: true, times: Number.POSITIVE_INFINITY });
  const input = { sender: "spoof@evil.example", to: tenant.people[0]?.address ?? "" };
  const blind = await engine.actions.run({ action: "block-sender-for", connection: "v1", input, ...ana });
  expect([blind.outcome, blind.readAgainAt]).toEqual(["unknown", null]);
  tenant.faults.clear();
  breakReading();
  const run = await engine.actions.run({ ...blockUrl, ...ana });
  setting.clock.advance(hourMs);
  await engine.connections.remove("v2");
  const listed = await engine.actions.runs();
  expect(new Set(listed.map(({ id, outcome }) => `${id} ${String(outcome)}`))).toEqual(
    new Set([`${blind.id} unknown`, `${run.id} unknown`]),
  );
  await engine.connections.remove("v1", { keepEvents: false });
  expect((await engine.actions.runs()).map(({ id }) => id)).toEqual([run.id]);
});

test("a Web Security policy that the tenant says is gone is asked for no more", async () => {
  const { engine, tenant } = setting;
  const gets = () =>
    tenant.requests().filter(({ operation }) => operation === "policy.webwhiteurl.get-policy-with-targets")
      .length;
  const look = async (ids: readonly string[] = []) => {
    const before = gets();
    const rows: unknown[] = [];
    const request = { action: "list-web-policies", connection: "v2", input: { ids }, ...ana };
    for await (const row of engine.actions.read(request)) rows.push(row);
    return { calls: gets() - before, rows: rows.length };
  };
  for (const name of ["one", "two", "three"]) {
    const input = { description: `SOC ${name}`, block: [`${name}.bad.example`] };
    const run = await engine.actions.run({ action: "create-web-policy", connection: "v2", input, ...ana });
    expect(run.outcome).toBe("done");
  }
  expect(await look()).toEqual({ calls: 3, rows: 3 });
  const [first, second] = tenant.policies.webPolicies.list();
  if (first === undefined || second === undefined) throw new Error("nothing was made");
  const input = { policy: first.id };
  await engine.actions.run({ action: "delete-web-policy", connection: "v1", input, ...ana });
  // What fails otherwise than by not knowing the id is no news of it.
  tenant.faults.inject({
    kind: "not-permitted",
    operation: "policy.webwhiteurl.get-policy-with-targets",
    times: 1,
  });
  await look().catch(() => null);
  expect(await look()).toEqual({ calls: 3, rows: 2 });
  expect(await look()).toEqual({ calls: 2, rows: 2 });
  expect(await look([first.id])).toEqual({ calls: 3, rows: 2 });
});

test("a test of a connection tells which actions can't be tried, and why", async () => {
  const { engine, tenant } = setting;
  const actions = ["block-url", "block-sender-for", "clear-managed-sender"];
  await engine.connections.update("v2", { settings: { actions, feeds: [] } });
  const check = async () => {
    const checks = [];
    for await (const each of engine.connections.test("v2"))
      if (each.subject.kind === "action") checks.push(each);
    return checks;
  };
  const untried = {
    result: "cannot-tell",
    detail: expect.stringMatching(/not tried: .*its first use.*Managed Senders/),
  };
  expect(await check()).toMatchObject([{ result: "pass" }, untried, untried]);
  const input = { sender: "spoof@evil.example", to: tenant.people[0]?.address ?? "" };
  await engine.actions.run({ action: "block-sender-for", connection: "v2", input, ...ana });
  expect((await check())[1]).toMatchObject({
    result: "cannot-tell",
    detail: expect.stringContaining("an earlier call showed that it may"),
  });
});
