import { expect, test } from "vitest";
import { catchError, openClient, succeed, withTokens } from "../testing/client.js";
import { findClosedPort, type Reply, startVendor } from "../testing/vendor.js";

const name = "ttp.url.create-managed-url";
const path = "/api/ttp/url/create-managed-url";
const request = { data: [{ url: "https://lure.example/login", action: "block" }] };

test.each<Reply>([
  "reset",
  "silence",
  { status: 500 },
  { status: 503, headers: { "retry-after": "1" } },
  { status: 504, body: "<html>gateway timeout</html>" },
  { json: { meta: { status: 500 }, data: [], fail: [] } },
  { body: "<html>what was done?</html>" },
  { body: "" },
  { headers: { "content-length": "500" }, body: '{"meta":', isCut: true },
])("a write that may have been executed (%j) is sent once and ends as outcome-unknown", async (reply) => {
  const vendor = await startVendor(() => reply);
  const { client } = openClient("1.0", { ...vendor, timeouts: { headersMs: 100 } });
  const error = await catchError(client.call(name, request));
  expect(error.kind).toBe("outcome-unknown");
  expect(error.operation).toBe(name);
  expect(vendor.requests).toHaveLength(1);
});

test("outcome-unknown keeps the cause", async () => {
  const vendor = await startVendor(() => "reset");
  const { client } = openClient("1.0", vendor);
  const error = await catchError(client.call(name, request));
  expect(error.cause).toMatchObject({ kind: "unreachable" });
  expect(error.systemCode).not.toBeNull();
});

test("a write whose connection was refused was not executed, and is repeated", async () => {
  const { client, clock } = openClient("1.0", { baseUrl: await findClosedPort() });
  const error = await catchError(client.call(name, request));
  expect(error).toMatchObject({ kind: "unreachable", systemCode: "ECONNREFUSED" });
  expect(clock.sleeps).toHaveLength(3);
});

test("a write that met a 429 was not executed, and is repeated after the reset", async () => {
  const vendor = await startVendor((_request, count) =>
    count === 1 ? { status: 429, headers: { "x-ratelimit-reset": "4000" } } : succeed([{ id: "w1" }]),
  );
  const { client, clock } = openClient("1.0", vendor);
  expect((await client.call(name, request)).data).toEqual([{ id: "w1" }]);
  expect(clock.sleeps).toEqual([4_000]);
});

test("a write that met a 401 was not executed: the token is renewed and it is sent again", async () => {
  const vendor = await startVendor(
    withTokens((_request, count) =>
      count === 1
        ? { status: 401, json: { fail: [{ code: "token_expired", message: "old" }] } }
        : succeed([{}]),
    ),
  );
  const { client } = openClient("2.0", vendor);
  await client.call(name, request);
  expect(vendor.seen(path).map(({ headers }) => headers["authorization"])).toEqual([
    "Bearer canary-token-1",
    "Bearer canary-token-2",
  ]);
});

test("a write whose token could not be got was not executed, and says so", async () => {
  const vendor = await startVendor(() => ({ status: 503 }));
  const { client } = openClient("2.0", vendor);
  const error = await catchError(client.call(name, request));
  expect(error).toMatchObject({ kind: "server-error", operation: "oauth.token" });
  expect(vendor.seen(path)).toHaveLength(0);
});

test("a write that was refused says why, and is not outcome-unknown", async () => {
  const key = { url: "https://lure.example/login", action: "block" };
  const vendor = await startVendor(() => ({
    json: {
      meta: { status: 200 },
      data: [],
      fail: [{ key, errors: [{ code: "err_managed_url_exists_code", message: "exists", retryable: false }] }],
    },
  }));
  const { client } = openClient("1.0", vendor);
  const error = await catchError(client.call(name, request));
  expect(error).toMatchObject({
    kind: "rejected",
    httpStatus: 200,
    vendorCodes: ["err_managed_url_exists_code"],
    vendorMessage: "exists",
    failures: [{ key }],
  });
});

test("a write aborted on its way is outcome-unknown, one aborted before is not", async () => {
  const vendor = await startVendor(() => "silence");
  const { client } = openClient("1.0", vendor);
  const controller = new AbortController();
  const call = catchError(client.call(name, { ...request, signal: controller.signal }));
  await vendor.arrival(path);
  controller.abort();
  const error = await call;
  expect(error.kind).toBe("outcome-unknown");
  expect(error.cause).toMatchObject({ kind: "aborted" });
  const late = await catchError(client.call(name, { ...request, signal: controller.signal }));
  expect(late.kind).toBe("aborted");
});
