import { afterEach, beforeEach, expect, test } from "vitest";
import { createClock, startTenant, type Tenant } from "../index.js";
import { noon, requestToken, truthOf } from "../testing/client.js";
import { parseJson, readObject, readText } from "../wire/decode.js";

let tenant: Tenant;

beforeEach(async () => {
  tenant = await startTenant({ clock: createClock({ start: noon, frozen: true }), messagesPerDay: 10 });
});
afterEach(() => tenant.close());

async function ask(path: string, body?: unknown, cookie = ""): Promise<{ status: number; json: unknown }> {
  const init = body === undefined ? {} : { method: "POST", headers: { cookie }, body: JSON.stringify(body) };
  const response = await fetch(`${tenant.v2.baseUrl}/_emulator/${path}`, init);
  return { status: response.status, json: parseJson(await response.text()) };
}

test("shows the administration, and changes what it is told", async () => {
  const { administration } = tenant;
  const shown = await ask("administration");
  expect(shown.json).toMatchObject({
    authenticationCacheTtlHours: null,
    serviceUser: { emailAddress: administration.serviceUser.emailAddress, enabled: true },
    applications1: [{ name: "Ready Made", credentials: tenant.v1 }],
    applications2: [{ name: "Ready Made", credentials: tenant.v2, products: null }],
  });
  const changed = await ask("administration", {
    authenticationCacheTtlHours: 72,
    ipRanges: ["198.51.100.0/24"],
    enhancedLogging: false,
    directorySync: { enabled: false },
    serviceUser: { password: "new", realms: ["Basic-AD"], permissions: ["Gateway | Tracking | Read"] },
    application1: { extendedSession: true, createdAt: "2026-03-11T12:00:00Z", enabled: false },
    application2: { regenerateSecret: true, permissions: [], enabled: false },
  });
  expect(changed.status).toBe(200);
  expect([administration.authenticationCacheTtlHours, administration.ipRanges]).toEqual([
    72,
    ["198.51.100.0/24"],
  ]);
  expect([administration.enhancedLogging, administration.serviceUser.password]).toEqual([
    { inbound: false, outbound: false, internal: false },
    "new",
  ]);
  expect(administration.directorySync.isEnabled).toBe(false);
  const { application1, application2 } = administration;
  expect([application1.extendedSession, application1.createdAt, application1.isEnabled]).toEqual([
    true,
    Date.UTC(2026, 2, 11, 12),
    false,
  ]);
  expect([application2.permissions, application2.isEnabled]).toEqual([[], false]);
});

test("disables and enables the user, makes passwords up and keys anew", async () => {
  const { serviceUser } = tenant.administration;
  const before = { password: serviceUser.password, accessKey: tenant.v1.accessKey };
  await ask("administration", { serviceUser: { enabled: false } });
  expect(serviceUser.isEnabled).toBe(false);
  await ask("administration", {
    serviceUser: { enabled: true, password: true },
    application1: { createKeys: true },
  });
  expect(serviceUser.isEnabled).toBe(true);
  expect(serviceUser.password).not.toBe(before.password);
  expect(tenant.v1.accessKey).not.toBe(before.accessKey);
});

test("creates applications of both generations, and reaches them by id", async () => {
  const one = await ask("applications", { generation: "1.0", name: "Second" });
  expect(one.json).toEqual(tenant.administration.applications1[1]?.credentials);
  const applicationId = readText(one.json, "applicationId");
  await ask("administration", { application1: { applicationId, delete: true } });
  expect(tenant.administration.applications1[1]?.isEnabled).toBe(false);
  expect(tenant.administration.application1.isEnabled).toBe(true);
  const two = await ask("applications", {
    generation: "2.0",
    products: ["Security Events"],
    permissions: ["Monitoring | URL Protection | Read"],
  });
  const [, made] = tenant.administration.applications2;
  expect([two.json, made?.products]).toEqual([made?.credentials, ["Security Events"]]);
  await ask("administration", { application2: { clientId: made?.clientId, delete: true } });
  expect((await requestToken(tenant)).status).toBe(200);
});

test("whatever face something is changed by, the audit log tells of it once, by its name and under who did it", async () => {
  const { administration } = tenant;
  const domain = tenant.account.domain;
  const second = administration.directory.createUser({ emailAddress: `second@${domain}` });
  second.addRole(administration.roles.find("Basic Administrator"));
  const seen = new Set<string>();
  /** Who did what, since the last time. */
  const tellNew = () =>
    truthOf(tenant, "audit", { from: noon }).flatMap((row) => {
      const id = readText(row, "id") ?? "";
      if (seen.has(id)) return [];
      seen.add(id);
      const info = (readText(row, "eventInfo") ?? "").split(", Date:")[0];
      return [[readText(row, "user")?.split("@")[0], readText(row, "auditType"), info].join(" | ")];
    });
  expect(tellNew()).toEqual([
    expect.stringMatching(/^admin . User Created . second@/),
    expect.stringMatching(/^admin . Role Assigned . second@.*roles: \["Basic Administrator"\]/),
  ]);

  await ask("administration", {
    enhancedLogging: false,
    directorySync: { enabled: false },
    serviceUser: { password: true, permissions: ["Gateway | Tracking | Read"] },
  });
  expect(tellNew()).toEqual([
    expect.stringMatching(/^admin . User Password Changed . svc-api@/),
    expect.stringMatching(/^admin . User Settings Updated . svc-api@.*Gateway . Tracking . Read/),
    expect.stringContaining("admin | API Application Keys Revoked"),
    "admin | Account Settings Updated | account, inboundLogging: false, outboundLogging: false, internalLogging: false, directorySync: false",
  ]);

  const cookie = `emulated-user=${encodeURIComponent(second.emailAddress)}`;
  const made = await ask("applications", { generation: "1.0", name: "Second" }, cookie);
  await ask("administration", { application2: { regenerateSecret: true } }, cookie);
  const applied = tellNew();
  expect(applied).toEqual([
    expect.stringContaining("second | API Application Action | Application created: Second"),
    expect.stringContaining("second | API Application Keys Created"),
    "second | API Application Action | Application changed: Ready Made, secretVersion: 1",
  ]);
  expect(applied.join()).not.toContain(readText(made.json, "applicationKey"));

  administration.ipRanges = ["198.51.100.0/24"];
  administration.application1.disable();
  expect(() => administration.roles.delete(administration.roles.find("Basic Administrator"))).toThrow();
  expect(administration.directory.requireUser(second.emailAddress)).toBe(second);
  expect(tellNew()).toEqual([
    "admin | Account Settings Updated | 198.51.100.0/24",
    "admin | API Application Action | Application changed: Ready Made, enabled: false",
  ]);
});

test("opens the regions", async () => {
  const regions = await ask("regions", {});
  expect(regions.json).toEqual(tenant.regions);
  const info = await ask("info");
  expect(readObject(info.json, "regions")).toEqual(tenant.regions);
  expect(info.json).toMatchObject({ region: "eu", tls: null });
});

test("what it can't do it refuses with a reason, and a misspelt field changes nothing", async () => {
  for (const [path, body] of [
    ["administration", { enhancedLogging: false, ipRange: [] }],
    ["administration", { enhancedLogging: { sideways: true } }],
    ["administration", { ipRanges: ["office"] }],
    ["administration", { authenticationCacheTtlHours: -1 }],
    ["administration", { serviceUser: { realms: ["SAML"] } }],
    ["administration", { application1: { applicationId: "nope", enabled: false } }],
    ["administration", { application2: { products: ["Audit Events"] } }],
    ["administration", "nonsense"],
    ["applications", { generation: "3.0" }],
    ["applications", { generation: "2.0" }],
  ] as const) {
    const reply = await ask(path, body);
    expect([path, reply.status, typeof readText(reply.json, "error")]).toEqual([path, 400, "string"]);
  }
  expect(tenant.administration.enhancedLogging).toEqual({ inbound: true, outbound: true, internal: true });
});
