import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectSameRecords } from "../setting/compare.js";
import { hourMs, minuteMs, openSetting, type Setting } from "../setting/setting.js";

let setting: Setting;
beforeEach(async () => {
  setting = await openSetting();
});
afterEach(() => setting.close());

describe("a credential", () => {
  test("is shown by its last characters and fingerprint, never whole", async () => {
    const [credential] = (await setting.engine.credentials.list()).filter(({ name }) => name === "v2");
    expect(credential).toMatchObject({ kind: "2.0", usedBy: ["v2"] });
    expect(JSON.stringify(credential)).not.toContain(setting.tenant.v2.clientSecret);
    expect(credential?.hints["clientSecret"]?.lastFour).toBe(setting.tenant.v2.clientSecret.slice(-4));
  });

  test("serves several connections, and is kept while one of them uses it", async () => {
    const { engine, tenant } = setting;
    const { baseUrl } = tenant.v2;
    await engine.connections.add({ name: "second", generation: "2.0", baseUrl, credential: "v2" });
    await expect(engine.credentials.remove("v2")).rejects.toMatchObject({ code: "credential-in-use" });
    await engine.connections.remove("v2");
    expect(await engine.credentials.get("v2")).toMatchObject({ usedBy: ["second"] });
    const { connections } = await engine.collector.collect({ connection: "second", feeds: ["ttp-url"] });
    expect(connections[0]?.feeds[0]?.state).toBe("healthy");
  });

  test("with new secrets goes on at once, and the gap is read", async () => {
    const { engine, tenant, clock } = setting;
    await setting.collect(["ttp-url"]);
    tenant.application.regenerateKeys();
    clock.advance(3 * hourMs);
    await setting.collect(["ttp-url"]);
    const [refused] = await engine.status({ connection: "v2" });
    expect(refused?.state).toBe("credentials-refused");
    const { clientId, clientSecret } = tenant.v2;
    await engine.credentials.update("v2", { secrets: { kind: "2.0", oauth: { clientId, clientSecret } } });
    await setting.collect(["ttp-url"]);
    await expectSameRecords({
      engine,
      tenant,
      connection: "v2",
      feed: "ttp-url",
      from: clock.now() - 5 * hourMs,
      until: clock.now() - 6 * minuteMs,
    });
    const states = (await engine.connections.history("v2")).map(({ state }) => state);
    expect(states).toEqual(["draft", "connected", "credentials-refused", "connected"]);
  });

  test("of another kind, of another generation, or unknown is refused", async () => {
    const { engine, tenant } = setting;
    const { baseUrl } = tenant.v2;
    const add = (credential: string) =>
      engine.connections.add({ name: "x", generation: "2.0", baseUrl, credential });
    await expect(add("v1")).rejects.toMatchObject({ code: "bad-usage" });
    await expect(add("nobody")).rejects.toMatchObject({ code: "unknown-credential" });
    const login = { username: "u", password: "p" };
    const gate = await engine.credentials.add({ name: "gate", secrets: { kind: "proxy", login } });
    // A chosen password could be guessed from its fingerprint.
    expect(Object.keys(gate.hints)).toEqual(["username"]);
    await expect(add("gate")).rejects.toMatchObject({ code: "bad-usage" });
    await expect(
      engine.credentials.update("v2", { secrets: { kind: "proxy", login } }),
    ).rejects.toMatchObject({ code: "bad-usage" });
    await expect(
      engine.credentials.add({ name: "gate", secrets: { kind: "proxy", login } }),
    ).rejects.toMatchObject({ code: "credential-exists" });
  });

  test("reminds before its keys expire, when they have, and when its secrets are old", async () => {
    const { engine, clock } = setting;
    const dayMs = 24 * hourMs;
    await engine.credentials.update("v2", { expiresAt: clock.now() + 10 * dayMs, rotateEveryDays: 90 });
    expect(await engine.credentials.reminders()).toMatchObject([{ credential: "v2", kind: "expires-soon" }]);
    clock.advance(100 * dayMs);
    const kinds = (await engine.credentials.reminders()).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(["expired", "rotation-due"]);
    const [status] = await engine.status({ connection: "v2" });
    expect(status?.warnings).toHaveLength(2);
  });
});

test("acting can have a credential of its own, with rights that reading lacks", async () => {
  const { engine, tenant } = setting;
  const { baseUrl, clientId, clientSecret } = tenant.v2;
  await engine.credentials.add({
    name: "acting",
    secrets: { kind: "2.0", oauth: { clientId, clientSecret } },
  });
  await engine.connections.update("v2", { actingCredential: "acting" });
  expect((await engine.connections.get("v2")).actingCredential?.name).toBe("acting");
  // With wrong secrets for acting alone, reading goes on and acting is refused.
  const wrong = { kind: "2.0", oauth: { clientId, clientSecret: "x".repeat(40) } } as const;
  await engine.credentials.update("acting", { secrets: wrong });
  const { connections } = await setting.collect(["ttp-url"]);
  expect(connections[0]?.feeds[0]?.state).toBe("healthy");
  const plan = engine.actions.plan({
    action: "block-url",
    connection: "v2",
    input: { url: "https://bad.example/" },
  });
  await expect(plan).rejects.toMatchObject({ code: "credentials-refused" });
  expect(baseUrl).toBe((await engine.connections.get("v2")).baseUrl);
});

describe("a connection", () => {
  test("takes a stream only beside the feed that confirms it, and neither it nor another product unasked", async () => {
    const { engine } = setting;
    const { feeds } = (await engine.connections.get("v2")).settings;
    expect(feeds).toContain("siem-2.0");
    for (const name of ["siem-2.0-stream", "siem-ci", "siem-ci-stream"]) expect(feeds).not.toContain(name);
    const choose = (...chosen: string[]) => engine.connections.update("v2", { settings: { feeds: chosen } });
    await expect(choose("siem-2.0-stream")).rejects.toMatchObject({ code: "bad-usage" });
    await expect(choose("siem-2.0-stream", "siem-ci")).rejects.toMatchObject({ code: "bad-usage" });
    await choose("siem-ci-stream", "siem-ci", "siem-2.0", "siem-2.0-stream");
    const results: string[] = [];
    for await (const { subject, result } of engine.connections.test("v2")) {
      if (subject.kind === "feed") results.push(`${subject.name} ${result}`);
    }
    expect(results).toEqual(["siem-ci-stream pass", "siem-ci pass", "siem-2.0 pass", "siem-2.0-stream pass"]);
  });

  test("goes from draft over pending to connected", async () => {
    const { engine } = setting;
    for await (const _check of engine.connections.test("v2"));
    await setting.collect(["ttp-url", "siem-2.0"]);
    const states = (await engine.connections.history("v2")).map(({ state }) => state);
    expect(states).toEqual(["draft", "pending", "connected"]);
  });

  test("waits half an hour for a new application of API 1.0", async () => {
    const { engine, tenant, clock } = setting;
    const { baseUrl } = tenant.v1;
    const applicationCreatedAt = clock.now() - 10 * minuteMs;
    await engine.connections.add({
      name: "fresh",
      generation: "1.0",
      baseUrl,
      credential: "v1",
      applicationCreatedAt,
    });
    const [waiting] = await engine.status({ connection: "fresh" });
    expect(waiting).toMatchObject({
      state: "waiting-for-propagation",
      stateReason: expect.stringContaining("20"),
    });
    clock.advance(20 * minuteMs);
    const [ready] = await engine.status({ connection: "fresh" });
    expect(ready?.state).toBe("draft");
  });

  test("that is paused reads nothing, and reads the gap when it is resumed", async () => {
    const { engine, tenant, clock } = setting;
    await setting.collect(["ttp-url"]);
    await engine.connections.pause("v2");
    await expect(setting.collect(["ttp-url"])).rejects.toMatchObject({ code: "connection-paused" });
    const { connections } = await engine.collector.collect({ feeds: ["ttp-url"] });
    expect(connections.map(({ name }) => name)).toEqual(["v1"]);
    clock.advance(2 * hourMs);
    await engine.connections.resume("v2");
    await setting.collect(["ttp-url"]);
    await expectSameRecords({
      engine,
      tenant,
      connection: "v2",
      feed: "ttp-url",
      from: clock.now() - 4 * hourMs,
      until: clock.now() - 6 * minuteMs,
    });
  });

  test("that is removed leaves its events under a name of their own, and no secret", async () => {
    const { engine } = setting;
    await setting.collect(["ttp-url"]);
    const removed = await engine.connections.remove("v2");
    expect(removed).toMatchObject({ eventsRemoved: 0, credentialsRemoved: ["v2"] });
    const kept = removed.eventsKeptAs ?? "";
    let events = 0;
    for await (const event of engine.events.query({ connection: kept })) {
      expect(event.connection).toBe(kept);
      events += 1;
    }
    expect(events).toBeGreaterThan(0);
    expect((await engine.connections.list()).map(({ name }) => name)).toEqual(["v1"]);
    await expect(engine.credentials.get("v2")).rejects.toMatchObject({ code: "unknown-credential" });
    await engine.vault.rotate();
  });

  test("that is removed with everything leaves nothing, and its name is free", async () => {
    const { engine, tenant } = setting;
    await setting.collect(["ttp-url"]);
    const removed = await engine.connections.remove("v2", { keepEvents: false });
    expect(removed.eventsRemoved).toBeGreaterThan(0);
    for await (const event of engine.events.query()) expect(event.connection).not.toContain("v2");
    const { baseUrl, ...oauth } = tenant.v2;
    await engine.connections.add({ name: "v2", generation: "2.0", baseUrl, oauth });
  });
});
