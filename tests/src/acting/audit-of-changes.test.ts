import { join } from "node:path";
import { type Actor, type AuditEntry, openOcsfCheck, restoreStore, writeAudit } from "@postern/engine";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSetting, type Setting } from "../setting/setting.js";

let setting: Setting;
beforeEach(async () => {
  setting = await openSetting({
    tenant: { messagesPerDay: 100 },
    settings: { feeds: ["siem-2.0"], lookbackHours: 1 },
  });
});
afterEach(() => setting.close());

const ana: Actor = { actor: "ana@soc", origin: "203.0.113.7", reason: "CHG-42" };
const ben: Actor = { actor: "ben@soc", origin: "soc-2" };

async function readAll(filter = {}): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for await (const entry of setting.engine.audit.read(filter)) entries.push(entry);
  return entries;
}

/** Everything that can be changed in Postern itself, and the secrets it was done with. */
async function changeEverything(): Promise<readonly string[]> {
  const { engine, tenant } = setting;
  const oauth = (letter: string) => ({
    clientId: `canary${letter}`.repeat(7),
    clientSecret: `Canary${letter}9`.repeat(10),
  });
  const [first, second] = [oauth("A"), oauth("B")];
  const login = { username: "gate", password: "canary-of-a-proxy" };
  await engine.credentials.add({ name: "acting", secrets: { kind: "2.0", oauth: first } });
  await engine.credentials.add({ name: "gate", secrets: { kind: "proxy", login } });
  await engine.credentials.update("acting", { secrets: { kind: "2.0", oauth: second } });
  await engine.connections.update("v2", { actingCredential: "acting", settings: { keepDays: 90 } });
  await engine.connections.update("v2", { settings: { keepDays: 90 } });
  await engine.connections.pause("v2");
  await engine.connections.resume("v2");
  await engine.guards.change({ isDryRun: true });
  const { madeSecret } = await engine.notifications.add({
    name: "ops",
    target: { kind: "webhook", url: "https://hooks.corp.example/postern" },
  });
  await engine.notifications.remove("ops");
  tenant.faults.inject({ kind: "broken-line", type: "receipt" });
  await engine.collector.collect({ connection: "v2" });
  const kept = await engine.quarantine.list();
  expect(kept).not.toEqual([]);
  await engine.quarantine.discard(kept.map(({ id }) => id));
  await engine.store.applyRetention();
  await engine.vault.rotate();
  const key = await engine.vault.exportKey();
  await engine.connections.remove("v2");
  await engine.credentials.remove("gate");
  return [first.clientSecret, second.clientSecret, login.password, madeSecret ?? "", key];
}

test("whoever changes connections, credentials, rules, channels, quarantine or the vault stands in the audit log", async () => {
  const { engine } = setting;
  const secrets = await engine.actingAs(ana, changeEverything);
  const entries = (await readAll()).filter(({ actor }) => actor === ana.actor);
  expect(entries.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
    "credential.added acting",
    "credential.added gate",
    "credential.changed acting",
    "connection.changed v2",
    "connection.paused v2",
    "connection.resumed v2",
    "guards.changed guards",
    "channel.added ops",
    "channel.removed ops",
    "quarantine.discarded quarantine",
    "retention.applied store",
    "vault.rotated vault",
    "vault.key-shown vault",
    "connection.removed v2",
    "credential.removed gate",
  ]);
  for (const entry of entries) {
    expect(entry, entry.kind).toMatchObject({ origin: ana.origin, body: { reason: ana.reason } });
  }
  const text = JSON.stringify(entries);
  for (const secret of secrets) expect(text.includes(secret), secret.slice(0, 6)).toBe(false);
  const bodyOf = (kind: string) => entries.find((entry) => entry.kind === kind)?.body;
  expect(bodyOf("connection.changed")).toEqual({
    reason: ana.reason,
    before: { actingCredential: null, settings: { keepDays: null } },
    after: { actingCredential: "acting", settings: { keepDays: 90 } },
  });
  const { before, after, replaced } = bodyOf("credential.changed") ?? {};
  expect(replaced).toEqual(["clientId", "clientSecret"]);
  const fingerprint = expect.stringMatching(/^[0-9a-f]{12}$/) as unknown;
  const shown = { fingerprints: ["clientId", "clientSecret"].map((field) => ({ field, fingerprint })) };
  expect(before).toEqual(shown);
  expect(after).toEqual(shown);
  expect(before).not.toEqual(after);
  // A password somebody chose could be guessed from its fingerprint.
  expect(bodyOf("credential.removed")).toMatchObject({
    before: { fingerprints: [{ field: "username", fingerprint }] },
  });
  expect(bodyOf("quarantine.discarded")).toMatchObject({ before: [{ feed: "siem-2.0" }] });

  const check = await openOcsfCheck();
  for (const entry of entries) {
    expect(await check(JSON.parse(writeAudit(entry, "ocsf")) as Record<string, unknown>), entry.kind).toEqual(
      [],
    );
    expect(JSON.parse(writeAudit(entry, "ecs"))).toMatchObject({ user: { name: ana.actor } });
  }
  expect((await readAll({ kind: "credential" })).length).toBeGreaterThan(4);
  expect((await engine.audit.verify()).brokenAt).toBeNull();
});

test("a change that is refused leaves no entry, and one engine acts for many at once", async () => {
  const { engine } = setting;
  const before = (await engine.audit.verify()).entries;
  await expect(engine.connections.update("v2", { settings: { feeds: ["nope"] } })).rejects.toThrow();
  await expect(engine.credentials.remove("v2")).rejects.toMatchObject({ code: "credential-in-use" });
  await expect(engine.guards.change({ maxTargets: -1 })).rejects.toThrow();
  expect((await engine.audit.verify()).entries).toBe(before);
  await Promise.all([
    engine.actingAs(ana, () => engine.connections.update("v1", { settings: { keepDays: 30 } })),
    engine.actingAs(ben, () => engine.connections.update("v2", { settings: { keepDays: 60 } })),
  ]);
  const who = (await readAll({ kind: "connection.changed" })).map(({ actor, subject }) => [subject, actor]);
  expect(who.toSorted()).toEqual([
    ["v1", ana.actor],
    ["v2", ben.actor],
  ]);
});

test("a plan is its maker's whom the engine acts for, so that only another person can agree to it", async () => {
  const { engine } = setting;
  await engine.guards.change({ approval: { domains: false, above: 0 } });
  const request = { action: "block-url", connection: "v1", input: { url: "https://bad.example/" } };
  const { id } = await engine.actingAs(ana, () => engine.actions.plan(request));
  const agree = () => engine.actions.approve(id, { reason: "seen" });
  await expect(engine.actingAs(ana, agree)).rejects.toMatchObject({ code: "plan-refused" });
  await engine.actingAs(ben, agree);
  expect((await engine.actions.getPlan(id)).approvals).toMatchObject([{ actor: ben.actor }]);
});

test("a restored store says so in its audit log, with the head of the one that was moved aside", async () => {
  const { engine, home } = setting;
  const file = join(home, "backup.db");
  await engine.connections.update("v2", { settings: { keepDays: 90 } });
  await engine.store.backup(file);
  const { head, entries } = await engine.audit.verify();
  await engine.close();
  const restored = await restoreStore({ home, file, now: setting.clock.now() + 1000, actor: ana });
  await restoreStore({ home, file, now: setting.clock.now() + 2000, actor: ana });
  await setting.reopen();
  const last = (await readAll()).at(-1);
  expect(last).toMatchObject({ kind: "store.restored", actor: ana.actor, seq: entries + 1 });
  expect(last?.body).toMatchObject({ reason: ana.reason, backup: file });
  expect(last?.body["headMovedAside"]).not.toBe(head);
  expect(restored.movedTo).not.toBeNull();
  expect(await setting.engine.audit.verify(head)).toMatchObject({ brokenAt: null, expectedAt: entries });
});
