import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { catchError, openClient } from "../testing/client.js";
import { findClosedPort, type Reply, startVendor } from "../testing/vendor.js";

const stored = gzipSync('{"type":"receipt"}\n');

async function openDownloads(respond: Parameters<typeof startVendor>[0], limits = {}) {
  const store = await startVendor(respond);
  const workbench = openClient("2.0", { baseUrl: "http://127.0.0.1:9", limits });
  return { store, link: `${store.baseUrl}/batch/part-1.json.gz?X-Amz-Signature=abc`, ...workbench };
}

test("a file arrives as it is stored, without authorization and from any host", async () => {
  const { client, link, store } = await openDownloads(() => ({
    headers: { "content-encoding": "gzip", "content-length": String(stored.length) },
    body: stored,
  }));
  const { body, sizeBytes } = await client.download(link);
  expect(await buffer(body)).toEqual(stored);
  expect(sizeBytes).toBe(stored.length);
  const [request] = store.requests;
  expect(request?.query.get("X-Amz-Signature")).toBe("abc");
  expect(request?.headers["authorization"]).toBeUndefined();
  expect(request?.headers["accept-encoding"]).toBe("identity");
  expect(Object.keys(request?.headers ?? {}).filter((header) => header.startsWith("x-mc"))).toEqual([]);
});

test.each<Reply>([
  { status: 403, body: "<Error><Code>AccessDenied</Code></Error>" },
  { status: 404 },
  { status: 410 },
  { status: 400, body: "<Error><Code>ExpiredToken</Code></Error>" },
])("a link that is no longer good (%j) is link-expired at once", async (reply) => {
  const { client, link, store } = await openDownloads(() => reply);
  const error = await catchError(client.download(link));
  expect(error.kind).toBe("link-expired");
  expect(store.requests).toHaveLength(1);
});

test.each<Reply>([
  "reset",
  { status: 503, body: "<Error><Code>SlowDown</Code></Error>" },
  { status: 429, headers: { "retry-after": "2" } },
  { headers: { "content-length": "500" }, isCut: true },
])("a failure before the first byte (%j) is repeated", async (reply) => {
  const { client, link, store } = await openDownloads((_request, count) =>
    count === 1 ? reply : { body: stored },
  );
  const { body } = await client.download(link);
  expect(await buffer(body)).toEqual(stored);
  expect(store.requests).toHaveLength(2);
});

test("a failure after the first byte ends the stream and is not repeated", async () => {
  const { client, link, store } = await openDownloads(() => ({
    headers: { "content-length": "500" },
    body: stored,
    isCut: true,
  }));
  const { body } = await client.download(link);
  const error = await catchError(buffer(body));
  expect(error.kind).toBe("unreachable");
  expect(store.requests).toHaveLength(1);
});

test("a file beyond the limit is refused by its announced size, or stopped where it exceeds it", async () => {
  const large = Buffer.alloc(200_000, 1);
  const announced = await openDownloads(() => ({ headers: { "content-length": "200000" }, body: large }), {
    maxDownloadBytes: 100_000,
  });
  expect((await catchError(announced.client.download(announced.link))).kind).toBe("too-large");
  const chunked = await openDownloads(() => ({ headers: { "transfer-encoding": "chunked" }, body: large }), {
    maxDownloadBytes: 100_000,
  });
  const reading = chunked.client.download(chunked.link).then(({ body }) => buffer(body));
  expect((await catchError(reading)).kind).toBe("too-large");
});

test("an empty file is a file", async () => {
  const { client, link } = await openDownloads(() => ({ body: "" }));
  expect(await buffer((await client.download(link)).body)).toHaveLength(0);
});

test("the caller's signal ends the stream, and a body left unread lets go of its connection", async () => {
  const { client, link } = await openDownloads(() => ({
    headers: { "content-length": "500" },
    body: "start",
  }));
  const controller = new AbortController();
  const first = await client.download(link, { signal: controller.signal });
  const reading = catchError(buffer(first.body));
  controller.abort();
  expect((await reading).kind).toBe("aborted");
  const second = await client.download(link);
  second.body.destroy();
  await new Promise((resolve) => second.body.once("close", resolve));
});

test("a store that can't be reached, and a link that is none, are told apart", async () => {
  const { client } = await openDownloads(() => ({}));
  const closed = await catchError(client.download(`${await findClosedPort()}/file?sig=secret`));
  expect(closed).toMatchObject({ kind: "unreachable", systemCode: "ECONNREFUSED", operation: null });
  expect((await catchError(client.download("file:///etc/passwd"))).kind).toBe("rejected");
});
