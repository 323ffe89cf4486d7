import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { signRequest } from "../signing/index.js";
import { catchError, keys, openClient, succeed, withTokens } from "../testing/client.js";
import { startVendor } from "../testing/vendor.js";

const name = "ttp.url.get-logs";

test("an API 1.0 call is signed as the vendor checks it", async () => {
  const vendor = await startVendor(() => succeed());
  const { client } = openClient("1.0", { ...vendor, baseUrl: `${vendor.baseUrl}/` });
  await client.call(name, { data: [{ oldestFirst: true }] });
  const [request] = vendor.requests;
  const date = String(request?.headers["x-mc-date"]);
  const requestId = String(request?.headers["x-mc-req-id"]);
  expect(request).toMatchObject({ method: "POST", path: "/api/ttp/url/get-logs" });
  expect(date).toBe("Sat, 01 Mar 2025 09:00:00 UTC");
  expect(requestId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const signature = signRequest({ ...keys, date, requestId, path: "/api/ttp/url/get-logs" });
  expect(request?.headers).toMatchObject({
    authorization: `MC ${keys.accessKey}:${signature}`,
    "x-mc-app-id": keys.applicationId,
    "content-type": "application/json",
    "accept-encoding": "gzip",
  });
});

test("paging goes into the body as pageSize and pageToken", async () => {
  const vendor = await startVendor(() => succeed());
  const { client } = openClient("1.0", vendor);
  await client.call(name, { data: [{ route: "all" }], pagination: { pageSize: 500, pageToken: "eNoNext" } });
  await client.call(name);
  await client.call("ttp.url.get-all-managed-urls", { omitData: true, pagination: { pageSize: 500 } });
  await client.call("ttp.url.get-all-managed-urls", { omitData: true });
  expect(vendor.requests.map(({ json }) => json)).toEqual([
    { meta: { pagination: { pageSize: 500, pageToken: "eNoNext" } }, data: [{ route: "all" }] },
    { data: [] },
    { meta: { pagination: { pageSize: 500 } } },
    {},
  ]);
  expect(vendor.requests.every(({ query }) => query.size === 0)).toBe(true);
});

test("an answer tells all that was in it", async () => {
  const vendor = await startVendor(() => ({
    headers: { "x-request-id": "req-1", "x-ratelimit-limit": "800" },
    json: {
      meta: { status: 200, pagination: { pageSize: 1, totalCount: 9, next: "eNoNext" } },
      data: [{ clickLogs: [] }],
      fail: [],
    },
  }));
  const { client } = openClient("1.0", vendor);
  expect(await client.call(name)).toMatchObject({
    data: [{ clickLogs: [] }],
    fail: [],
    status: 200,
    metaStatus: 200,
    pagination: { next: "eNoNext", pageSize: 1, totalCount: 9 },
    body: { meta: { status: 200 } },
    headers: { "x-ratelimit-limit": "800" },
    requestId: "req-1",
  });
  expect(client.budget()).toContainEqual(expect.objectContaining({ operation: name, limit: 800 }));
});

test("a compressed answer is read", async () => {
  const body = gzipSync(JSON.stringify({ meta: { status: 200 }, data: [{ a: "é" }], fail: [] }));
  const vendor = await startVendor(() => ({ headers: { "content-encoding": "gzip" }, body }));
  const { client } = openClient("1.0", vendor);
  expect((await client.call(name)).data).toEqual([{ a: "é" }]);
});

const twoItems = {
  meta: { status: 200 },
  data: [{ id: "w1" }],
  fail: [{ key: { url: "x" }, errors: [{ code: "err_managed_url_create_failure", message: "invalid" }] }],
};

test("a failed item throws, and with partial both sides are returned", async () => {
  const vendor = await startVendor(() => ({ json: twoItems }));
  const { client } = openClient("1.0", vendor);
  const items = { data: [{ url: "https://lure.example" }, { url: "x" }] };
  const error = await catchError(client.call("ttp.url.create-managed-url", items));
  expect(error.kind).toBe("rejected");
  const answer = await client.call("ttp.url.create-managed-url", { ...items, partial: true });
  expect(answer.data).toEqual([{ id: "w1" }]);
  expect(answer.fail[0]?.errors[0]?.code).toBe("err_managed_url_create_failure");
});

test("partial does not hide a failure of the whole call", async () => {
  const vendor = await startVendor(() => ({
    json: { meta: { status: 200 }, data: [], fail: [{ errors: [{ code: "err_xdk_binding_expired" }] }] },
  }));
  const { client } = openClient("1.0", vendor);
  expect((await catchError(client.call(name, { partial: true }))).kind).toBe("keys-expired");
});

test("a missing permission and a missing product are named", async () => {
  const vendor = await startVendor(
    withTokens((_request, count) => ({
      status: 403,
      json: {
        fail: [count === 1 ? { code: "", message: "denied" } : { code: "app_forbidden", message: "no" }],
      },
    })),
  );
  const { client } = openClient("2.0", vendor);
  const denied = await catchError(client.call(name));
  expect(denied.kind).toBe("not-permitted");
  expect(denied.message).toContain('"Monitoring | URL Protection | Read"');
  const missing = await catchError(client.call(name));
  expect(missing.kind).toBe("product-missing");
  expect(missing.message).toContain('"Security Events"');
});

test("a validation error names the field", async () => {
  const vendor = await startVendor(() => ({
    json: {
      meta: { status: 200 },
      data: [],
      fail: [{ key: {}, errors: [{ code: "err_validation_null", message: "null", field: "from" }] }],
    },
  }));
  const { client } = openClient("1.0", vendor);
  expect(await catchError(client.call(name))).toMatchObject({ kind: "rejected", field: "from" });
});

test("a wrong clock shows in the error of a refused signature", async () => {
  const vendor = await startVendor(() => ({
    status: 401,
    headers: { date: "Sat, 01 Mar 2025 09:20:00 GMT" },
    json: { fail: [{ errors: [{ code: "err_xdk_invalid_signature", message: "0004 Invalid Signature" }] }] },
  }));
  const { client } = openClient("1.0", vendor);
  expect(await catchError(client.call(name))).toMatchObject({
    kind: "credentials-refused",
    clockSkewMs: 20 * 60_000,
  });
});

test("an operation of the other generation, or one with a method of its own, is refused before any call", async () => {
  const vendor = await startVendor(() => succeed());
  const first = openClient("1.0", vendor).client;
  const second = openClient("2.0", vendor).client;
  const kinds = await Promise.all([
    catchError(first.call("siem.batch.cg")),
    catchError(first.listBatch({ type: "receipt" })),
    catchError(second.call("siem.get-logs")),
    catchError(second.readSiemLogs()),
    catchError(second.call("oauth.token")),
    catchError(first.call("siem.get-logs")),
  ]);
  expect(kinds.map(({ kind }) => kind)).toEqual([
    "wrong-generation",
    "wrong-generation",
    "wrong-generation",
    "wrong-generation",
    "rejected",
    "rejected",
  ]);
  expect(vendor.requests).toHaveLength(0);
});

test("a redirect is not followed: it would carry the authorization elsewhere", async () => {
  const vendor = await startVendor((request) =>
    request.path === "/elsewhere" ? succeed() : { status: 302, headers: { location: "/elsewhere" } },
  );
  const { client } = openClient("1.0", vendor);
  expect((await catchError(client.call(name))).kind).toBe("unreadable-answer");
  expect(vendor.seen("/elsewhere")).toHaveLength(0);
});

test("an answer beyond the limit is not read to its end, compressed or not", async () => {
  const large = Buffer.alloc(3_000_000, " ");
  const vendor = await startVendor((_request, count) =>
    count === 1 ? { body: large } : { headers: { "content-encoding": "gzip" }, body: gzipSync(large) },
  );
  const { client } = openClient("1.0", { ...vendor, limits: { maxAnswerBytes: 1_000_000 } });
  expect((await catchError(client.call(name))).kind).toBe("too-large");
  expect((await catchError(client.call(name))).kind).toBe("too-large");
});

test("a damaged gzip, and an encoding that was not asked for, are unreadable answers", async () => {
  const vendor = await startVendor((_request, count) =>
    count === 1
      ? { headers: { "content-encoding": "gzip" }, body: "not gzip" }
      : { headers: { "content-encoding": "br" }, body: "?" },
  );
  const { client } = openClient("1.0", vendor);
  expect((await catchError(client.call(name))).kind).toBe("unreadable-answer");
  expect((await catchError(client.call(name))).kind).toBe("unreadable-answer");
});
