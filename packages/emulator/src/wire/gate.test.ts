import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createClock, startTenant, type Tenant } from "../index.js";
import {
  bearerOf,
  callV1,
  codeOf,
  getV2,
  listFiles,
  noon,
  postV2,
  requestToken,
  signHeaders,
  urlLogs,
} from "../testing/client.js";

let tenant: Tenant;
const clock = createClock({ start: noon, frozen: true });

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 100 });
});
afterAll(() => tenant.close());
beforeEach(() => {
  tenant.application.enable();
  tenant.application.regenerateKeys();
});

test("1.0 lets a correct signature in, the query left out of it", async () => {
  expect((await callV1(tenant, urlLogs, {})).status).toBe(200);
  const headers = signHeaders(tenant, urlLogs);
  const response = await fetch(`${tenant.v1.baseUrl}${urlLogs}?trace=1`, {
    method: "POST",
    headers,
    body: "{}",
  });
  expect(response.status).toBe(200);
});

test("1.0 names each fault of a signature as the vendor does", async () => {
  const wrongPath = await callV1(tenant, urlLogs, {}, { signedPath: "/api/ttp/url" });
  expect([wrongPath.status, codeOf(wrongPath)]).toEqual([401, "err_xdk_invalid_signature"]);
  const wrongKey = await callV1(
    tenant,
    urlLogs,
    {},
    { applicationKey: "00000000-0000-0000-0000-000000000000" },
  );
  expect([wrongKey.status, codeOf(wrongKey)]).toEqual([401, "err_xdk_invalid_signature"]);
  const wrongAccess = await callV1(tenant, urlLogs, {}, { accessKey: "nobody" });
  expect([wrongAccess.status, codeOf(wrongAccess)]).toEqual([401, "err_xdk_invalid_signature"]);
  const wrongApplication = await callV1(tenant, urlLogs, {}, { applicationId: "nope" });
  expect([wrongApplication.status, codeOf(wrongApplication)]).toEqual([200, "err_developer_key"]);
});

test("1.0 refuses a missing header, a bearer token and a clock more than 15 minutes off", async () => {
  const { authorization: _, ...headers } = signHeaders(tenant, urlLogs);
  const missing = await fetch(tenant.v1.baseUrl + urlLogs, { method: "POST", headers, body: "{}" });
  expect(missing.status).toBe(400);
  const bearer = { ...signHeaders(tenant, urlLogs), authorization: await bearerOf(tenant) };
  expect(
    (await fetch(tenant.v1.baseUrl + urlLogs, { method: "POST", headers: bearer, body: "{}" })).status,
  ).toBe(401);
  const at = (offset: number) => new Date(noon + offset).toUTCString().replace("GMT", "UTC");
  expect((await callV1(tenant, urlLogs, {}, { date: at(14 * 60_000) })).status).toBe(200);
  expect(codeOf(await callV1(tenant, urlLogs, {}, { date: at(16 * 60_000) }))).toBe(
    "err_xdk_invalid_signature",
  );
  expect(codeOf(await callV1(tenant, urlLogs, {}, { date: "2026-03-11T12:07:00Z" }))).toBe(
    "err_xdk_invalid_signature",
  );
});

test("1.0 answers 418 once keys are expired or revoked, and lets new keys in", async () => {
  tenant.application.expireKeys();
  const expired = await callV1(tenant, urlLogs, {});
  expect([expired.status, codeOf(expired)]).toEqual([418, "err_xdk_binding_expired"]);
  tenant.application.regenerateKeys();
  expect((await callV1(tenant, urlLogs, {})).status).toBe(200);
  tenant.application.revokeKeys();
  expect((await callV1(tenant, urlLogs, {})).status).toBe(418);
});

test("2.0 issues tokens for the right secret alone", async () => {
  const good = await requestToken(tenant);
  expect(good.json).toMatchObject({ token_type: "Bearer", expires_in: 1799, scope: "" });
  const bad = await requestToken(tenant, "wrong");
  expect([bad.status, codeOf(bad)]).toEqual([401, "invalid_client"]);
  const json = await fetch(`${tenant.v2.baseUrl}/oauth/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  expect(json.status).toBe(415);
});

test("2.0 tokens live 1799 seconds of the tenant's clock", async () => {
  const bearer = await bearerOf(tenant);
  clock.advance(1798_000);
  expect((await postV2(tenant, urlLogs, {}, bearer)).status).toBe(200);
  clock.advance(1000);
  const expired = await postV2(tenant, urlLogs, {}, bearer);
  expect([expired.status, codeOf(expired)]).toEqual([401, "token_expired"]);
});

test("2.0 refuses signatures, unknown tokens, and everything of a disabled or revoked application", async () => {
  const bearer = await bearerOf(tenant);
  const signed = signHeaders(tenant, urlLogs);
  expect(
    (await fetch(tenant.v2.baseUrl + urlLogs, { method: "POST", headers: signed, body: "{}" })).status,
  ).toBe(401);
  expect((await postV2(tenant, urlLogs, {}, "Bearer made-up")).status).toBe(401);
  tenant.application.disable();
  expect((await postV2(tenant, urlLogs, {}, bearer)).status).toBe(401);
  expect((await requestToken(tenant)).status).toBe(401);
  expect(codeOf(await callV1(tenant, urlLogs, {}))).toBe("err_developer_key");
  tenant.application.enable();
  tenant.application.revokeKeys();
  expect((await postV2(tenant, urlLogs, {}, bearer)).status).toBe(401);
  expect((await requestToken(tenant)).status).toBe(401);
});

test("a missing product and a missing permission are told apart", async () => {
  const limited = await startTenant({
    clock,
    messagesPerDay: 50,
    application: { products: ["Security Events"], permissions: ["Gateway Menu | Policies | All"] },
  });
  try {
    const product = await getV2(limited, "/siem/v1/batch/events/cg?type=receipt");
    expect([product.status, codeOf(product)]).toEqual([403, "app_forbidden"]);
    const permission = await postV2(limited, urlLogs, {});
    expect([permission.status, codeOf(permission)]).toEqual([403, "forbidden"]);
    const old = await callV1(limited, urlLogs, {});
    expect([old.status, codeOf(old)]).toEqual([403, "err_xdk_forbidden"]);
    limited.application.setPermissions(["Monitoring Menu | URL Protection | All"]);
    expect((await postV2(limited, urlLogs, {})).status).toBe(200);
    expect((await callV1(limited, urlLogs, {})).status).toBe(200);
    limited.application.setProducts(["Policy Management"]);
    expect(codeOf(await postV2(limited, urlLogs, {}))).toBe("app_forbidden");
  } finally {
    await limited.close();
  }
});

test("the listing quota is 50 in 15 minutes, and the header tells the wait in milliseconds", async () => {
  const bearer = await bearerOf(tenant);
  const query = { type: "av", dateRangeStartsAt: "2026-03-11", pageSize: "1" };
  for (let call = 0; call < 50; call += 1)
    expect((await listFiles(tenant, query, { bearer })).reply.status).toBe(200);
  clock.advance(60_000);
  const refused = (await listFiles(tenant, query, { bearer })).reply;
  expect(refused.status).toBe(429);
  expect(refused.headers.get("x-ratelimit-limit")).toBe("50");
  expect(refused.headers.get("x-ratelimit-reset")).toBe(String(14 * 60_000));
  clock.advance(14 * 60_000);
  expect((await listFiles(tenant, query, { bearer })).reply.status).toBe(200);
});

test("a wrong verb, an unknown path and a body that is no JSON are refused in words of their own", async () => {
  const bearer = await bearerOf(tenant);
  const verb = await getV2(tenant, urlLogs, bearer);
  expect([verb.status, verb.headers.get("allow")]).toEqual([405, "POST"]);
  const path = await getV2(tenant, "/api/ttp/nothing", bearer);
  expect([path.status, codeOf(path)]).toEqual([404, "emulator_unknown_path"]);
  expect(codeOf(await callV1(tenant, "/oauth/token", {}))).toBe("emulator_unknown_path");
  const headers = { authorization: bearer, "content-type": "application/json" };
  const broken = await fetch(tenant.v2.baseUrl + urlLogs, {
    method: "POST",
    headers,
    body: "{'data': True}",
  });
  expect(broken.status).toBe(400);
});

test("requests are kept with the reason of a refusal", async () => {
  await postV2(tenant, urlLogs, {}, "Bearer made-up");
  expect(tenant.requests().at(-1)).toMatchObject({
    generation: "2.0",
    operation: "ttp.url.get-logs",
    status: 401,
    refused: "unauthorized",
  });
});
