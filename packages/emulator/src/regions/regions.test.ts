import { afterAll, beforeAll, expect, test } from "vitest";
import { createClock, type EmulatedRegions, startTenant, type Tenant } from "../index.js";
import { bearerOf, callV1, codeOf, listAt, noon, postV2, siemLogs, urlLogs } from "../testing/client.js";
import { discover, logIn } from "../testing/login.js";

let tenant: Tenant;
let regions: EmulatedRegions;
const clock = createClock({ start: noon, frozen: true });

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 100, region: "de" });
  regions = await tenant.openRegions();
});
afterAll(() => tenant.close());

const callAt = (baseUrl: string, path: string) =>
  callV1({ clock, v1: { ...tenant.v1, baseUrl } }, path, { data: [{ type: "MTA" }] });

test("the account lives in one region, and the other hosts are open on demand alone", async () => {
  expect([tenant.region, regions.home, regions.v1.de, regions.v2.global]).toEqual([
    "de",
    "de",
    tenant.v1.baseUrl,
    tenant.v2.baseUrl,
  ]);
  expect(tenant.regions).toBe(await tenant.openRegions());
  const urls = [
    regions.discovery,
    ...Object.values(regions.updates),
    ...Object.values(regions.v1),
    ...Object.values(regions.v2),
  ];
  expect(new Set(urls).size).toBe(20);
  const quiet = await startTenant({ clock, messagesPerDay: 10 });
  expect([quiet.region, quiet.regions]).toEqual(["eu", null]);
  // An account's code tells its region, and the calls tell the same code.
  expect([quiet.account.code.slice(0, 3), tenant.account.code.slice(0, 3)]).toEqual(["CUK", "CDE"]);
  expect((await postV2(quiet, "/api/account/get-account", {})).text).toContain(quiet.account.code);
  await quiet.close();
  const wide = await startTenant({ clock, messagesPerDay: 10, regions: true });
  expect(wide.regions?.home).toBe("eu");
  await wide.close();
});

test("a wrong region is named by the log calls, and looks like a bad client elsewhere", async () => {
  const logs = await callAt(regions.v1.us, siemLogs);
  expect([logs.status, codeOf(logs)]).toEqual([403, "err_audit_log_incorrect_region"]);
  const clicks = await callAt(regions.v1.us, urlLogs);
  expect([clicks.status, codeOf(clicks)]).toEqual([401, "err_xdk_client_unauthorized"]);
  expect(tenant.requests().at(-1)?.explanation).toBe(
    "the call came to the 1.0 host of region us, and the account lives in de",
  );
  expect((await callAt(regions.v1.de, urlLogs)).status).toBe(200);
  expect((await callAt(regions.discovery, urlLogs)).status).toBe(401);
  expect((await logIn(tenant, { baseUrl: regions.v1.us })).status).toBe(401);
});

test("a wrong signature is told before a wrong region", async () => {
  const reply = await callV1(
    { clock, v1: { ...tenant.v1, baseUrl: regions.v1.us } },
    siemLogs,
    {},
    { signedPath: "/" },
  );
  expect(codeOf(reply)).toBe("err_xdk_invalid_signature");
});

test("every gateway of API 2.0 serves the account, with one token for all", async () => {
  const bearer = await bearerOf(tenant);
  for (const baseUrl of Object.values(regions.v2)) {
    expect((await postV2({ v2: { ...tenant.v2, baseUrl } }, urlLogs, {}, bearer)).status).toBe(200);
  }
});

test("a signature on a gateway and a bearer on a regional host are refused, each in its own way", async () => {
  const signed = await callAt(regions.v2.uk, urlLogs);
  expect([signed.status, codeOf(signed)]).toEqual([401, "unauthorized"]);
  expect(tenant.requests().at(-1)?.explanation).toContain("a 1.0 signature came to a gateway of API 2.0");
  const token = await bearerOf(tenant);
  const bearer = await fetch(regions.v1.us + urlLogs, {
    method: "POST",
    headers: { authorization: token },
    body: "{}",
  });
  expect(bearer.status).toBe(401);
  expect(tenant.requests().at(-1)?.explanation).toContain("a bearer token came to a host of API 1.0");
  expect((await fetch(`${regions.v1.us}/oauth/token`, { method: "POST", body: "" })).status).toBe(404);
});

test("discovery tells the region and the full base URL of a known address", async () => {
  const { emailAddress } = tenant.administration.serviceUser;
  const reply = await discover(tenant, emailAddress.toUpperCase(), { baseUrl: regions.discovery });
  expect(reply.status).toBe(200);
  expect(listAt(reply.json, "data")).toEqual([
    {
      authenticate: ["Basic-Cloud"],
      emailAddress: emailAddress.toUpperCase(),
      emailToken: expect.stringMatching(/^eN/),
      region: { code: "de", api: regions.v1.de },
    },
  ]);
  const [recipient = ""] = tenant.campaigns()[0]?.recipients ?? [];
  const person = await discover(tenant, recipient, { baseUrl: regions.v1.au });
  expect(listAt(person.json, "data")).toMatchObject([{ region: { code: "de" } }]);
});

test("discovery answers 200 without a region for an unknown address", async () => {
  const reply = await discover(tenant, "nobody@elsewhere.example", { baseUrl: regions.discovery });
  expect([reply.status, listAt(reply.json, "fail")]).toEqual([200, []]);
  expect(listAt(reply.json, "data")).toHaveLength(1);
  expect(listAt(reply.json, "data")[0]).not.toHaveProperty("region");
});

test("discovery needs an application and an address", async () => {
  const unknown = await discover(tenant, "a@b.example", { applicationId: "nope" });
  expect([unknown.status, codeOf(unknown)]).toEqual([200, "err_developer_key"]);
  const bad = await discover(tenant, "no address");
  expect([bad.status, codeOf(bad)]).toEqual([200, "err_validation_invalid_email_address"]);
  const bare = await fetch(`${regions.discovery}/api/login/discover-authentication`, { method: "POST" });
  expect(bare.status).toBe(400);
});

test("each region of the table has an update host, and the update descriptor is on these alone", async () => {
  const path = "/update/descriptors/mfo/latest";
  expect(Object.keys(regions.updates).sort()).toEqual(["au", "de", "eu", "je", "us", "za"]);
  for (const baseUrl of Object.values(regions.updates))
    expect((await fetch(baseUrl + path)).status).toBe(200);
  expect((await fetch(regions.v1.us + path)).status).toBe(404);
  expect((await fetch(tenant.v2.baseUrl + path)).status).toBe(404);
  expect((await callAt(regions.updates.eu, urlLogs)).status).toBe(401);
  expect(tenant.requests().at(-1)?.explanation).toContain(
    "the update host of region eu (updates.uk.mimecast.com)",
  );
});
