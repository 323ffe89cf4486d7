import { afterAll, beforeAll, expect, test } from "vitest";
import { minuteMs } from "../clock/spans.js";
import { createClock, startTenant, type Tenant, type V1Credentials, type VirtualClock } from "../index.js";
import { bearerOf, callV1, codeOf, noon, postV2, urlLogs } from "../testing/client.js";

let tenant: Tenant;
let clock: VirtualClock;

beforeAll(async () => {
  clock = createClock({ start: noon, frozen: true });
  tenant = await startTenant({ clock, messagesPerDay: 10 });
});
afterAll(() => tenant.close());

interface Reply {
  readonly status: number;
  readonly json: Record<string, unknown>;
}

async function ask(method: string, path: string, body?: unknown): Promise<Reply> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`${tenant.v2.baseUrl}/_emulator/${path}`, init);
  const json: unknown = await response.json();
  return { status: response.status, json: { ...(json as object) } };
}

test("a program sets up API 1.0 from nothing to keys that work", async () => {
  const emailAddress = `apiuser@${tenant.account.domain}`;
  expect((await ask("POST", "users", { emailAddress, password: "Long enough 1" })).status).toBe(201);
  const group = await ask("POST", "groups", { name: "API Account", members: [emailAddress] });
  const profile = await ask("POST", "authentication-profiles", { description: "API", ttlHours: null });
  const ids = { group: group.json["id"], profile: profile.json["id"] };
  expect((await ask("POST", "application-settings", { description: "API", ...ids })).status).toBe(201);
  const application = await ask("POST", "applications-1", { name: "SIEM", extendedSession: true });
  const { applicationId, applicationKey } = application.json;
  const early = await ask("PATCH", `applications-1/${String(applicationId)}`, {
    createKeysFor: emailAddress,
  });
  expect(early).toMatchObject({ status: 422, json: { error: expect.stringContaining("30 to go") } });
  clock.advance(30 * minuteMs);
  const keys = await ask("PATCH", `applications-1/${String(applicationId)}`, { createKeysFor: emailAddress });
  await ask("PATCH", `users/${emailAddress}`, { roles: ["Basic Administrator"] });
  const v1 = { ...keys.json, applicationId, applicationKey } as unknown as V1Credentials;
  const reply = await callV1({ clock, v1 }, urlLogs, {});
  expect([reply.status, codeOf(reply)]).toEqual([200, null]);
  await ask("PATCH", `users/${emailAddress}`, { enabled: false });
  expect((await callV1({ clock, v1 }, urlLogs, {})).status).toBe(401);
});

test("a program sets up API 2.0, and its secret is told once", async () => {
  const role = { name: "Reader", permissions: ["Monitoring | URL Protection | Read"] };
  expect((await ask("POST", "roles", role)).status).toBe(201);
  const draft = { name: "Connector", products: ["Security Events"], role: "Reader" };
  const made = await ask("POST", "applications-2", draft);
  const v2 = {
    baseUrl: String(made.json["baseUrl"]),
    clientId: String(made.json["clientId"]),
    clientSecret: String(made.json["clientSecret"]),
  };
  expect((await postV2(tenant, urlLogs, {}, await bearerOf({ v2 }))).status).toBe(200);
  expect(JSON.stringify(await ask("GET", "applications-2"))).not.toContain(v2.clientSecret);
});

test.each([
  ["users", { emailAddress: "nobody" }, "Email Address"],
  ["users", { emailAddress: 7 }, null],
  ["roles", {}, null],
  ["roles", { name: "Full Administrator" }, "Role Name"],
  ["groups", { name: "Folder", members: ["not an address"] }, "Group Additions"],
  ["authentication-profiles", { description: "A", twoStep: "Pigeon" }, null],
  ["applications-2", { name: "A", products: [], role: "Basic Administrator" }, "Products"],
  ["applications-2", { name: "A", products: ["Audit Events"], role: "None" }, "Role"],
])("a wrong %s is refused with its field: %j", async (name, body, field) => {
  expect(await ask("POST", name, body)).toMatchObject({ status: 422, json: { field } });
});

test("what is not there can't be changed or deleted", async () => {
  for (const name of [
    "users",
    "groups",
    "roles",
    "authentication-profiles",
    "applications-1",
    "applications-2",
  ]) {
    expect((await ask("PATCH", `${name}/gone`, {})).status).toBe(422);
    expect((await ask("DELETE", `${name}/gone`)).status).toBe(422);
  }
});

test("a package that is withdrawn fails the calls that need it, and no others, until it is given back", async () => {
  const managed = "/api/ttp/url/get-all-managed-urls";
  const outcomes = async () => [
    (await callV1(tenant, managed, {})).status,
    (await postV2(tenant, managed, {})).status,
    (await postV2(tenant, "/api/ttp/attachment/get-logs", {})).status,
  ];
  const isTold = async () =>
    (await postV2(tenant, "/api/account/get-account", {})).text.includes("URL Protection (Site) [1043]");
  expect([await outcomes(), await isTold()]).toEqual([[200, 200, 200], true]);
  expect((await ask("PATCH", "packages/1043", { licensed: false })).json).toMatchObject({ licensed: false });
  expect([await outcomes(), await isTold()]).toEqual([[403, 403, 200], false]);
  expect(tenant.requests().findLast(({ refused }) => refused !== null)?.explanation).toContain(
    "URL Protection (Site) [1043]",
  );
  expect((await ask("PATCH", "packages/9", { licensed: false })).status).toBe(422);
  await ask("PATCH", "packages/URL Protection (Site)", { licensed: true });
  expect([await outcomes(), await isTold()]).toEqual([[200, 200, 200], true]);
});
