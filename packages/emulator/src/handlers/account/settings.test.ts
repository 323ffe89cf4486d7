import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClock, startTenant, type Tenant } from "../../index.js";
import {
  askV2,
  bearerOf,
  callV1,
  codeOf,
  listAt,
  noon,
  postV2,
  type Reply,
  truthOf,
} from "../../testing/client.js";
import { readText } from "../../wire/decode.js";

let tenant: Tenant;
let bearer: string;
const clock = createClock({ start: noon, frozen: true });

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 10 });
  bearer = await bearerOf(tenant);
});
afterAll(() => tenant.close());

const ask = async (call: Parameters<typeof askV2>[1], body?: unknown) => {
  const reply = await askV2(tenant, call, { bearer, ...(body === undefined ? {} : { body }) });
  const refused = readText(listAt(reply.json, "errors")[0], "code");
  return { status: reply.status, json: reply.json, refused };
};

test("a token tells which account it belongs to", async () => {
  const { json } = await ask("GET /identity/whoami");
  const { code } = tenant.account;
  expect(json).toMatchObject({ "account-codes": { cg: code, ci: code }, "home-account": expect.anything() });
});

test("the emergency contact is set whole, changed in part, and held to the contract", async () => {
  const path = "/account/cloud-gateway/v1/emergency-contact";
  const contact = {
    contactName: "Night Desk",
    contactEmailAddress: "desk@fernhill.example",
    mobilePhone: "",
    telephone: "+44 20 7946 0199",
    alternateEmailAddresses: ["second@fernhill.example"],
  };
  expect((await ask(`GET ${path}`)).json).toMatchObject({ contactName: "" });
  expect((await ask(`PUT ${path}`, contact)).json).toEqual(contact);
  expect((await ask(`PATCH ${path}`, { mobilePhone: "1" })).json).toEqual({ ...contact, mobilePhone: "1" });
  expect((await ask(`GET ${path}`)).json).toEqual({ ...contact, mobilePhone: "1" });
  const refused = await Promise.all([
    ask(`PUT ${path}`, { contactName: "Alone" }),
    ask(`PUT ${path}`, { ...contact, contactName: "x".repeat(61) }),
    ask(`PATCH ${path}`, { contactEmailAddress: "nobody" }),
    ask(`PATCH ${path}`, { alternateEmailAddresses: Array.from({ length: 5 }, () => "a@b.example") }),
    ask(`PATCH ${path}`, {}),
    ask(`PATCH ${path}`, [1]),
  ]);
  expect(refused.map(({ status, refused: code }) => [status, code])).toEqual([
    [400, "err_validation_null"],
    [400, "err_validation_value_not_allowed"],
    [400, "err_validation_invalid_email_address"],
    [400, "err_validation_value_not_allowed"],
    [400, "err_validation_at_least_one_not_null"],
    [400, "err_validation_at_least_one_not_null"],
  ]);
  expect((await ask(`GET ${path}`)).json).toEqual({ ...contact, mobilePhone: "1" });
});

test("the gateway is described, and changed where it can be", async () => {
  const path = "/email/cloud-gateway/v1";
  expect((await ask(`GET ${path}/gateway-details`)).json).toMatchObject({
    accountCode: tenant.account.code,
    region: "eu",
    status: "active",
    outboundEnabled: true,
    inboundMxRecords: [{ priority: 10 }, { priority: 10 }],
  });
  expect((await ask(`PATCH ${path}/gateway-details`, { outboundEnabled: false })).status).toBe(200);
  expect((await ask(`PATCH ${path}/protection-mode`, { protectionMode: "monitor" })).status).toBe(200);
  expect((await ask(`GET ${path}/gateway-details`)).json).toMatchObject({
    outboundEnabled: false,
    protectionMode: "monitor",
  });
  expect([
    (await ask(`PATCH ${path}/gateway-details`, { outboundEnabled: "no" })).refused,
    (await ask(`PATCH ${path}/gateway-details`, {})).refused,
    (await ask(`PATCH ${path}/protection-mode`, { protectionMode: " " })).refused,
  ]).toEqual([
    "err_validation_value_not_allowed",
    "err_validation_at_least_one_not_null",
    "err_validation_blank",
  ]);
});

test("outbound addresses are replaced and removed", async () => {
  const path = "/email/cloud-gateway/v1/outbound-ip-addresses";
  const ipAddresses = ["198.51.100.4", "2001:db8::/48"];
  expect((await ask(`PUT ${path}`, { ipAddresses })).json).toEqual({ ipAddresses });
  expect((await ask(`DELETE ${path}`, { ipAddresses: ["203.0.113.9"] })).status).toBe(404);
  expect((await ask(`DELETE ${path}`, { ipAddresses: ["198.51.100.4"] })).status).toBe(204);
  expect((await ask(`GET ${path}`)).json).toEqual({ ipAddresses: ["2001:db8::/48"] });
  const bad = [{ ipAddresses: ["198.51.100.4/33"] }, { ipAddresses: "198.51.100.4" }, {}, [7]];
  expect(await Promise.all(bad.map(async (body) => (await ask(`PUT ${path}`, body)).status))).toEqual([
    400, 400, 400, 400,
  ]);
  expect((await ask(`DELETE ${path}`)).status).toBe(204);
  expect((await ask(`GET ${path}`)).json).toEqual({ ipAddresses: [] });
});

test("roles and connectors are listed page by page", async () => {
  const path = "/role/cloud-gateway/v1/roles";
  const first = (await ask(`GET ${path}?pageSize=3`)).json;
  const next = readText(first["meta"], "nextPage");
  const second = (await ask(`GET ${path}?pageSize=3&pageToken=${next}`)).json;
  const roles = [...listAt(first, "roles"), ...listAt(second, "roles")];
  expect(roles.map((role) => readText(role, "roleName"))).toEqual(
    tenant.administration.roles.list().map(({ name }) => name),
  );
  const { json } = await ask("GET /connector/cloud-gateway/v1/connectors");
  expect(listAt(json, "connectors")).toEqual([
    expect.objectContaining({ provider: "azure_standard", status: "connected" }),
  ]);
});

describe.each(["1.0", "2.0"] as const)("a synchronisation of API %s", (generation) => {
  const call = (name: string): Promise<Reply> =>
    generation === "1.0"
      ? callV1(tenant, `/api/directory/${name}`, { data: [] })
      : postV2(tenant, `/api/directory/${name}`, { data: [] }, bearer);

  test("runs for a while, and only where a connection is enabled", async () => {
    const connection = async () => listAt((await call("get-connection")).json, "data")[0];
    const before = readText(await connection(), "lastSync");
    expect(await connection()).toMatchObject({ serverType: "active_directory", syncRunning: false });
    expect(listAt((await call("execute-sync")).json, "data")).toEqual([
      { type: "ACTIVE_DIRECTORY", syncStatus: "started" },
    ]);
    expect(await connection()).toMatchObject({ syncRunning: true, lastSync: before });
    const request = "POST /directory/cloud-gateway/v1/integrations/sync-requests" as const;
    expect((await ask(request, { action: "start" })).json).toEqual({ status: "already_in_progress" });
    expect((await ask(request, { action: "stop" })).status).toBe(400);
    clock.advance(10 * 60_000);
    const after = await connection();
    expect(after).toMatchObject({ syncRunning: false });
    expect(readText(after, "lastSync")).not.toBe(before);
    const { directorySync } = tenant.administration;
    directorySync.isEnabled = false;
    expect(codeOf(await call("execute-sync"))).toBe("err_directory_sync_not_enabled");
    expect((await ask(request, { action: "start" })).json).toEqual({ status: "no_integrations_enabled" });
    directorySync.isEnabled = true;
  });
});

test("a user logs out with their own keys, which are refused from then on; those of others stay", async () => {
  const path = "/api/login/logout";
  const { administration } = tenant;
  const old = { clock, v1: tenant.v1 };
  const other = administration.application1.createKeys();
  const stranger = administration.directory.createUser({ emailAddress: "stranger@fernhill.example" });
  const strange = administration.application1.createKeys({ user: stranger });
  const logOut = (accessKey?: string) => callV1(old, path, { data: [{ accessKey }] });
  expect(codeOf(await logOut())).toBe("err_validation_null");
  expect(codeOf(await logOut(strange.accessKey))).toBe("xdk_failure");
  const reply = await logOut(other.accessKey);
  expect([codeOf(reply), listAt(reply.json, "data")]).toEqual([null, []]);
  expect((await callV1({ clock, v1: other }, path, {})).status).toBe(401);
  expect(codeOf(await logOut(old.v1.accessKey))).toBeNull();
  const refused = await callV1(old, path, { data: [{ accessKey: old.v1.accessKey }] });
  expect([refused.status, codeOf(refused)]).toEqual([401, "err_xdk_invalid_signature"]);
  expect(tenant.requests().at(-1)?.explanation).toContain("logged out");
  expect(truthOf(tenant, "audit").map((event) => event["auditType"])).toEqual(
    expect.arrayContaining(["Account Settings Updated", "Directory Sync Started", "User Logged Out"]),
  );
});

test("a synchronisation that answers 504 though it runs, and addresses as objects, are switched on", async () => {
  const odd = await startTenant({
    messagesPerDay: 10,
    guesses: { outboundAddressObjects: true },
  });
  odd.faults.inject({
    kind: "server-error",
    status: 504,
    executed: true,
    operation: "directory.execute-sync",
  });
  try {
    expect((await postV2(odd, "/api/directory/execute-sync", { data: [] })).status).toBe(504);
    expect(odd.administration.directorySync.isRunning).toBe(true);
    const { json } = await askV2(odd, "GET /email/cloud-gateway/v1/outbound-ip-addresses");
    expect(json).toEqual({ ipAddresses: [{ ipAddress: "192.0.2.25" }] });
  } finally {
    await odd.close();
  }
});
