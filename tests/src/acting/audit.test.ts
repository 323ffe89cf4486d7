import { join } from "node:path";
import { type AuditEntry, openOcsfCheck, writeAudit } from "@postern/engine";
import BetterSqlite3 from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSetting, type Setting } from "../setting/setting.js";

let setting: Setting;
beforeEach(async () => {
  setting = await openSetting();
});
afterEach(() => setting.close());

const ana = { actor: "ana@soc", origin: "203.0.113.7", reason: "INC-42" };
const ben = { actor: "ben@soc", origin: "soc-2", reason: "agreed" };
const blockUrl = { action: "block-url", connection: "v2", input: { url: "https://bad.example/" } };

async function readAll(): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for await (const entry of setting.engine.audit.read()) entries.push(entry);
  return entries;
}

/** Something of every kind that an action leaves. */
async function act(): Promise<void> {
  const { engine, tenant } = setting;
  await engine.guards.change({ approval: { domains: false, above: 0 } }, ana);
  const plan = await engine.actions.plan({ ...blockUrl, actor: ana.actor });
  await engine.actions.approve(plan.id, ben);
  const run = await engine.actions.runPlan(plan.id, ana);
  await engine.guards.change({ approval: { domains: false, above: null } }, ana);
  tenant.faults.inject({ kind: "server-error", operation: "ttp.url.delete-managed-url", times: 1 });
  await engine.actions.undo(run.id, ana);
  const inputs = Array.from({ length: 25 }, (_, index) => ({ url: `https://bad${String(index)}.example/` }));
  const stop = new AbortController();
  const request = { action: "block-url", connection: "v1", inputs, ...ana };
  const part = await engine.actions.run({ ...request, signal: stop.signal, onProgress: () => stop.abort() });
  await engine.actions.resume(part.id, ana);
}

test("every entry is written as ECS and as OCSF that its schema admits", async () => {
  await act();
  const entries = await readAll();
  expect(new Set(entries.map(({ kind }) => kind)).size).toBeGreaterThan(6);
  const check = await openOcsfCheck();
  for (const entry of entries) {
    const document = JSON.parse(writeAudit(entry, "ocsf")) as Record<string, unknown>;
    expect(await check(document), entry.kind).toEqual([]);
    const ecs = JSON.parse(writeAudit(entry, "ecs")) as { event: Record<string, unknown> };
    expect(ecs).toMatchObject({ user: { name: entry.actor }, event: { action: entry.kind, id: entry.hash } });
  }
  expect(entries.map((entry) => JSON.parse(writeAudit(entry, "ndjson")) as unknown)).toHaveLength(
    entries.length,
  );
});

test("no secret gets into the audit log, whoever puts it there", async () => {
  const { engine, tenant } = setting;
  await act();
  const canary = "Zr4-canary-Zr4-canary";
  const reason = `see https://ana:${canary}@wiki.example/ and Bearer ${canary}; header MC ${canary}:${canary}`;
  const url = `https://bad.example/?reason=${encodeURIComponent("plain")}`;
  await engine.actions.run({ ...blockUrl, input: { url }, ...ana, reason });
  await engine.guards.change({ protected: ["partner.example"] }, { ...ana, reason });
  const text = JSON.stringify(await readAll());
  const secrets = [
    tenant.v2.clientSecret,
    tenant.v1.secretKey,
    tenant.v1.accessKey,
    tenant.v1.applicationKey,
  ];
  for (const secret of [canary, ...secrets]) expect(text.includes(secret), secret.slice(0, 4)).toBe(false);
  expect(text).toContain("(left out)@wiki.example");
  expect((await engine.audit.verify()).brokenAt).toBeNull();
});

test("a head that was noted elsewhere shows that the end was cut, or all of it written anew", async () => {
  const { engine, home } = setting;
  await engine.actions.run({ ...blockUrl, ...ana });
  const { head, entries } = await engine.audit.verify();
  await engine.guards.change({ maxTargets: 10 }, ana);
  expect(await engine.audit.verify(head)).toMatchObject({ brokenAt: null, expectedAt: entries });
  const database = new BetterSqlite3(join(home, "postern.db"));
  database.exec(`DROP TRIGGER audit_is_not_cut; DELETE FROM audit WHERE seq >= ${String(entries)}`);
  database.close();
  expect(await engine.audit.verify(head)).toMatchObject({ brokenAt: null, expectedAt: null });
});
