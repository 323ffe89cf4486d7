import { join } from "node:path";
import { openEngine } from "@postern/engine";
import BetterSqlite3 from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSetting, type Setting } from "../setting/setting.js";

let setting: Setting;
beforeEach(async () => {
  setting = await openSetting();
});
afterEach(() => setting.close());

const ana = { actor: "ana@soc", reason: "INC-42" };
const ben = { actor: "ben@soc", reason: "agreed" };
const url = "https://login.bad.example/payslip";
const blockUrl = { action: "block-url", connection: "v2", input: { url } };

const urlsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ url: `https://bad${String(index)}.example/` }));

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

const calls = (operation: string) =>
  setting.tenant.requests().filter((request) => request.operation === operation).length;

test("many targets are read once, called in batches, and told one by one", async () => {
  const { engine, tenant } = setting;
  await engine.actions.run({ ...blockUrl, input: { url: "https://bad3.example/" }, ...ana });
  const before = calls("ttp.url.create-managed-url");
  const inputs = [...urlsOf(50), { url: "https://bad1.example/" }];
  const run = await engine.actions.run({ action: "block-url", connection: "v2", inputs, ...ana });
  expect(run.items.map(({ outcome }) => outcome)).toEqual(
    urlsOf(50).map((_, index) => (index === 3 ? "already-so" : "done")),
  );
  expect([run.outcome, tenant.managedUrls.length]).toEqual(["done", 50]);
  expect(calls("ttp.url.create-managed-url") - before).toBe(3);
  const undo = await engine.actions.undo(run.id, ana);
  expect([undo.outcome, tenant.managedUrls.length]).toEqual(["done", 1]);
});

test("a run that was stopped tells what was not run, and goes on from there", async () => {
  const { engine, tenant } = setting;
  const stop = new AbortController();
  const request = { action: "block-url", connection: "v2", inputs: urlsOf(45), ...ana };
  const run = await engine.actions.run({ ...request, signal: stop.signal, onProgress: () => stop.abort() });
  const outcomes = run.items.map(({ outcome }) => outcome);
  expect([run.outcome, outcomes.filter((outcome) => outcome === "done").length]).toEqual(["partial", 20]);
  expect(outcomes.filter((outcome) => outcome === "not-run")).toHaveLength(25);
  const whole = await engine.actions.resume(run.id, ana);
  expect([whole.id, whole.outcome, tenant.managedUrls.length]).toEqual([run.id, "done", 45]);
  await expect(engine.actions.resume(run.id, ana)).rejects.toMatchObject({ code: "plan-refused" });
});

test("a quota that is used up delays a run, and drops nothing of it", async () => {
  setting.tenant.faults.inject({
    kind: "throttle",
    operation: "ttp.url.create-managed-url",
    after: 1,
    times: 2,
    resetMs: 90_000,
  });
  const request = { action: "block-url", connection: "v2", inputs: urlsOf(60), ...ana };
  const run = await setting.engine.actions.run(request);
  expect([run.outcome, setting.tenant.managedUrls.length]).toEqual(["done", 60]);
});

test("a plan is kept, can be run later, and is refused where something it depends on has changed", async () => {
  const { engine } = setting;
  const plan = await engine.actions.plan({ ...blockUrl, actor: "ana@soc" });
  const stale = await engine.actions.plan(blockUrl);
  const run = await engine.actions.runPlan(plan.id, ana);
  expect([run.outcome, run.items[0]?.input]).toEqual(["done", { matchType: "explicit", url }]);
  await expect(engine.actions.runPlan(plan.id, ana)).rejects.toMatchObject({ code: "plan-refused" });
  await expect(engine.actions.runPlan(stale.id, ana)).rejects.toMatchObject({ code: "plan-changed" });
  const accepted = await engine.actions.runPlan(stale.id, { ...ana, acceptChanges: true });
  expect(accepted.outcome).toBe("already-so");
  await expect(engine.actions.runPlan("plan-0", ana)).rejects.toMatchObject({ code: "unknown-plan" });
});

test("what needs a second person waits for one, who is somebody else", async () => {
  const { engine, tenant } = setting;
  await engine.guards.change({ approval: { domains: true, above: null } }, ana);
  const input = { url, matchType: "domain" };
  const plan = await engine.actions.plan({ ...blockUrl, input, actor: ana.actor });
  expect(plan.needsApproval).toContain("login.bad.example");
  await expect(engine.actions.runPlan(plan.id, ana)).rejects.toMatchObject({ code: "approval-needed" });
  await expect(engine.actions.approve(plan.id, ana)).rejects.toMatchObject({ code: "plan-refused" });
  await engine.actions.approve(plan.id, ben);
  expect((await engine.actions.runPlan(plan.id, ana)).outcome).toBe("done");
  expect(tenant.managedUrls).toHaveLength(1);
});

test("an agreement counts for a day, and for nothing but what was shown", async () => {
  const { engine, clock, tenant } = setting;
  await engine.guards.change({ approval: { domains: false, above: 1 } }, ana);
  const inputs = ["one", "two"].map((name) => ({ url: `https://${name}.bad.example/` }));
  const request = { action: "block-url", connection: "v2", inputs, actor: ana.actor };
  const plan = await engine.actions.plan(request);
  await engine.actions.approve(plan.id, ben);
  clock.advance(24 * 3_600_000 + 1);
  const late = engine.actions.runPlan(plan.id, ana);
  await expect(late).rejects.toMatchObject({
    code: "approval-needed",
    message: expect.stringContaining("ben@soc agreed, more than a day ago"),
  });
  await engine.actions.approve(plan.id, ben);
  await engine.guards.change({ approval: { domains: false, above: null } }, ana);
  await engine.actions.run({ action: "block-url", connection: "v2", inputs: inputs.slice(0, 1), ...ana });
  await engine.guards.change({ approval: { domains: false, above: 1 } }, ana);
  const changed = engine.actions.runPlan(plan.id, { ...ana, acceptChanges: true });
  await expect(changed).rejects.toMatchObject({ code: "plan-changed" });
  expect(tenant.managedUrls).toHaveLength(1);
  const anew = await engine.actions.plan(request);
  await engine.actions.approve(anew.id, ben);
  expect((await engine.actions.runPlan(anew.id, ana)).outcome).toBe("done");
  expect(tenant.managedUrls).toHaveLength(2);
});

test("what is left of a stopped run goes on only while the second person's agreement counts", async () => {
  const { engine, clock, tenant } = setting;
  await engine.guards.change({ approval: { domains: false, above: 1 } }, ana);
  const request = { action: "block-url", connection: "v2", inputs: urlsOf(30), actor: ana.actor };
  const plan = await engine.actions.plan(request);
  await engine.actions.approve(plan.id, ben);
  const stop = new AbortController();
  const watched = { ...ana, signal: stop.signal, onProgress: () => stop.abort() };
  const run = await engine.actions.runPlan(plan.id, watched);
  expect([run.outcome, tenant.managedUrls.length]).toEqual(["partial", 20]);
  clock.advance(24 * 3_600_000 + 1);
  await expect(engine.actions.resume(run.id, ana)).rejects.toMatchObject({ code: "approval-needed" });
  await engine.actions.approve(plan.id, ben);
  expect((await engine.actions.resume(run.id, ana)).outcome).toBe("done");
  expect(tenant.managedUrls).toHaveLength(30);
});

test("an approval that was written into the database by hand is none", async () => {
  const { engine } = setting;
  await engine.guards.change({ approval: { domains: false, above: 0 } }, ana);
  const plan = await engine.actions.plan({ ...blockUrl, actor: ana.actor });
  const database = new BetterSqlite3(join(setting.home, "postern.db"));
  database
    .prepare(
      "INSERT INTO approvals (plan_id, digest, actor, reason, signature, at) SELECT id, digest, ?, '', '', 0 FROM plans",
    )
    .run("ben@soc");
  database.close();
  await expect(engine.actions.runPlan(plan.id, ana)).rejects.toMatchObject({ code: "approval-needed" });
});

test("guard rails: protected names, too many targets, a read-only connection, dry run", async () => {
  const { engine, tenant } = setting;
  await engine.guards.change({ protected: ["partner.example"], maxTargets: 5 }, ana);
  const portal = { ...blockUrl, input: { url: "https://portal.partner.example/" } };
  await expect(engine.actions.plan(portal)).rejects.toMatchObject({ code: "guarded" });
  const many = { action: "block-url", connection: "v2", inputs: urlsOf(6) };
  await expect(engine.actions.plan(many)).rejects.toMatchObject({ code: "guarded" });
  await engine.guards.change({ isDryRun: true }, ana);
  expect((await engine.actions.plan(blockUrl)).barredBy).toContain("Dry run");
  await expect(engine.actions.run({ ...blockUrl, ...ana })).rejects.toMatchObject({ code: "guarded" });
  await engine.guards.change({ isDryRun: false }, ana);
  await engine.connections.update("v2", { settings: { isReadOnly: true } });
  await expect(engine.actions.run({ ...blockUrl, ...ana })).rejects.toMatchObject({ code: "guarded" });
  expect(tenant.managedUrls).toEqual([]);
});

test("a block for a while is taken back by itself", async () => {
  const { engine, tenant, clock } = setting;
  await engine.actions.run({ ...blockUrl, ...ana, forMs: 3_600_000 });
  expect(await engine.actions.expire()).toEqual([]);
  clock.advance(3_600_001);
  const [expired] = await engine.actions.expire();
  expect([expired?.undo?.outcome, tenant.managedUrls.length]).toEqual(["done", 0]);
  expect(await engine.actions.expire()).toEqual([]);
});

test("the audit log tells a run from intent to outcome, and shows where somebody wrote into it", async () => {
  const { engine, home } = setting;
  await engine.actions.run({ ...blockUrl, ...ana, origin: "console" });
  const entries = await collect(engine.audit.read());
  expect(entries.map(({ kind }) => kind)).toEqual([
    "credential.added",
    "connection.added",
    "credential.added",
    "connection.added",
    "run.intended",
    "call.made",
    "call.answered",
    "run.settled",
  ]);
  expect(entries[4]).toMatchObject({ actor: "ana@soc", origin: "console", body: { reason: "INC-42" } });
  expect(await engine.audit.verify()).toMatchObject({ entries: 8, brokenAt: null });
  const database = new BetterSqlite3(join(home, "postern.db"));
  expect(() => database.exec("UPDATE audit SET actor = 'nobody' WHERE seq = 2")).toThrow("append-only");
  expect(() => database.exec("DELETE FROM audit WHERE seq = 4")).toThrow("append-only");
  database.exec("DROP TRIGGER audit_is_not_changed; UPDATE audit SET actor = 'nobody' WHERE seq = 2");
  database.close();
  expect((await engine.audit.verify()).brokenAt).toMatchObject({ seq: 2 });
});

test("the same intent in two processes at once is one change", async () => {
  const { engine, home, tenant, clock } = setting;
  const other = await openEngine({ home, now: () => clock.now() });
  const both = await Promise.allSettled([
    engine.actions.run({ ...blockUrl, ...ana }),
    other.actions.run({ ...blockUrl, ...ben }),
  ]);
  await other.close();
  expect(tenant.managedUrls).toHaveLength(1);
  const codes = both.map((result) =>
    result.status === "fulfilled" ? result.value.outcome : result.reason.code,
  );
  expect(codes).toContain("done");
  expect(["already-running", "already-so", "done"]).toEqual(expect.arrayContaining(codes));
});

test("a rewritten link is told apart from what it stands for", async () => {
  const { engine, tenant } = setting;
  const urls = [tenant.rewrite(url), "https://not.rewritten.example/"];
  const rows = await collect(
    engine.actions.read({ action: "decode-url", connection: "v1", input: { urls }, ...ana }),
  );
  expect(rows[0]).toEqual({ link: urls[0], url });
});
