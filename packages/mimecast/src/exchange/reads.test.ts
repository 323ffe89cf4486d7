import { Agent } from "undici";
import { expect, onTestFinished, test } from "vitest";
import { catchError, openClient, succeed, withTokens } from "../testing/client.js";
import { findClosedPort, type Reply, startVendor } from "../testing/vendor.js";

const path = "/api/ttp/url/get-logs";
const name = "ttp.url.get-logs";

test.each<Reply>([
  "reset",
  { status: 500 },
  { status: 502, body: "<html>bad gateway</html>" },
  { status: 503 },
  { status: 504 },
  { status: 509 },
  { json: { meta: { status: 500 }, data: [], fail: [] } },
])("a read that fails in passing (%j) is repeated and succeeds", async (failure) => {
  const vendor = await startVendor((_request, count) => (count < 3 ? failure : succeed(["row"])));
  const { client, clock, events } = openClient("1.0", vendor);
  const answer = await client.call(name);
  expect(answer.data).toEqual(["row"]);
  expect(vendor.seen(path)).toHaveLength(3);
  expect(clock.sleeps).toEqual([375, 750]);
  expect(events.map(({ type }) => type)).toEqual([
    "request.started",
    ...(failure === "reset" ? [] : ["request.answered"]),
    "request.failed",
    "request.retried",
    "request.started",
    ...(failure === "reset" ? [] : ["request.answered"]),
    "request.failed",
    "request.retried",
    "request.started",
    "request.answered",
  ]);
});

test("each attempt has a request id of its own, and the signature is made for it", async () => {
  const vendor = await startVendor((_request, count) => (count === 1 ? { status: 503 } : succeed()));
  const { client } = openClient("1.0", { ...vendor, random: undefined });
  await client.call(name);
  const [first, second] = vendor.requests.map(({ headers }) => headers);
  expect(first?.["x-mc-req-id"]).not.toBe(second?.["x-mc-req-id"]);
  expect(first?.["authorization"]).not.toBe(second?.["authorization"]);
});

test("a read gives up after its attempts and says what the last one met", async () => {
  const vendor = await startVendor(() => ({ status: 503, headers: { "x-request-id": "req-9" } }));
  const { client } = openClient("1.0", vendor);
  const error = await catchError(client.call(name));
  expect(error).toMatchObject({ kind: "server-error", httpStatus: 503, operation: name, requestId: "req-9" });
  expect(vendor.requests).toHaveLength(4);
});

test("Retry-After of a server error is honoured, and not waited for when it is too long", async () => {
  const vendor = await startVendor((_request, count) => {
    if (count === 1) return { status: 503, headers: { "retry-after": "20" } };
    return count === 2 ? { status: 503, headers: { "retry-after": "300" } } : succeed();
  });
  const { client, clock } = openClient("1.0", vendor);
  const error = await catchError(client.call(name));
  expect(clock.sleeps).toEqual([20_000]);
  expect(error).toMatchObject({ kind: "server-error", retryAfterMs: 300_000 });
});

test.each<Reply>([
  { status: 400, json: { fail: [{ code: "bad", message: "no" }] } },
  { status: 403, json: { fail: [{ code: "app_forbidden", message: "no" }] } },
  { status: 404 },
  { status: 418 },
  { body: "<html>sign in</html>" },
])("a failure that would only come again (%j) is not repeated", async (failure) => {
  const vendor = await startVendor(() => failure);
  const { client } = openClient("1.0", vendor);
  await catchError(client.call(name));
  expect(vendor.requests).toHaveLength(1);
});

test("a refused connection is told with its system code", async () => {
  const { client, clock } = openClient("1.0", { baseUrl: await findClosedPort() });
  const error = await catchError(client.call(name));
  expect(error).toMatchObject({ kind: "unreachable", systemCode: "ECONNREFUSED", httpStatus: null });
  expect(clock.sleeps).toHaveLength(3);
});

test("a host name that does not exist is told with its system code", async () => {
  const failure = Object.assign(new Error("getaddrinfo ENOTFOUND"), {
    code: "ENOTFOUND",
    syscall: "getaddrinfo",
  });
  const dispatcher = new Agent({
    connect: { lookup: (_host, _options, callback) => callback(failure, "", 4) },
  });
  onTestFinished(() => dispatcher.close());
  const { client } = openClient("1.0", { baseUrl: "http://nowhere.example", dispatcher });
  const error = await catchError(client.call(name));
  expect(error).toMatchObject({ kind: "unreachable", systemCode: "ENOTFOUND" });
  expect(error.message).toContain("host name was not found");
});

test("silence ends in a timeout, and the read is repeated", async () => {
  const vendor = await startVendor((_request, count) => (count === 1 ? "silence" : succeed(["row"])));
  const { client } = openClient("1.0", { ...vendor, timeouts: { headersMs: 50 } });
  expect((await client.call(name)).data).toEqual(["row"]);
});

test("an answer that breaks off is repeated", async () => {
  const cut: Reply = { headers: { "content-length": "500" }, body: '{"meta":', isCut: true };
  const vendor = await startVendor((_request, count) => (count === 1 ? cut : succeed(["row"])));
  const { client } = openClient("1.0", vendor);
  expect((await client.call(name)).data).toEqual(["row"]);
});

test("a certificate that can't be trusted, or no TLS at all, is not retried", async () => {
  const vendor = await startVendor(() => succeed());
  const { client } = openClient("1.0", { baseUrl: vendor.baseUrl.replace("http:", "https:") });
  const error = await catchError(client.call(name));
  expect(error.kind).toBe("tls");
  expect(error.systemCode).not.toBeNull();
});

test("err_developer_key is repeated once, since valid applications meet it too", async () => {
  const refusal: Reply = {
    json: {
      meta: { status: 200 },
      data: [],
      fail: [{ errors: [{ code: "err_developer_key", message: "m" }] }],
    },
  };
  const passing = await startVendor((_request, count) => (count === 1 ? refusal : succeed(["row"])));
  const lucky = openClient("1.0", passing);
  expect((await lucky.client.call(name)).data).toEqual(["row"]);

  const lasting = await startVendor(() => refusal);
  const unlucky = openClient("1.0", lasting);
  const error = await catchError(unlucky.client.call(name));
  expect(error).toMatchObject({ kind: "credentials-refused", vendorCodes: ["err_developer_key"] });
  expect(lasting.requests).toHaveLength(2);
});

test("the caller's signal ends a call under way, and one that waits", async () => {
  const vendor = await startVendor(() => "silence");
  const { client } = openClient("1.0", vendor);
  const controller = new AbortController();
  const call = catchError(client.call(name, { signal: controller.signal }));
  await vendor.arrival(path);
  controller.abort();
  expect((await call).kind).toBe("aborted");
  expect((await catchError(client.call(name, { signal: controller.signal }))).kind).toBe("aborted");

  const waiting = new AbortController();
  const down = openClient("1.0", {
    baseUrl: await findClosedPort(),
    sleep: async () => waiting.abort(),
  });
  expect((await catchError(down.client.call(name, { signal: waiting.signal }))).kind).toBe("aborted");
});

test("close ends what is under way and refuses what comes after", async () => {
  const vendor = await startVendor(withTokens(() => "silence"));
  const { client } = openClient("2.0", vendor);
  const call = catchError(client.call(name));
  await vendor.arrival(path);
  await client.close();
  expect((await call).kind).toBe("aborted");
  expect((await catchError(client.call(name))).kind).toBe("aborted");
});
