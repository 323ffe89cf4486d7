import { expect, test } from "vitest";
import { catchError, openClient } from "../testing/client.js";
import { startVendor } from "../testing/vendor.js";

const name = "archive.get-message-part";

test("a part of a mail comes as it was answered, a web page too", async () => {
  const vendor = await startVendor(() => ({
    headers: { "content-type": "text/html; charset=utf-8" },
    body: "<p>Hello</p>",
  }));
  const { client } = openClient("1.0", vendor);
  const item = { id: "eNo1", context: "RECEIVED", type: "HTML" };
  const file = await client.readFile(name, { item });
  expect(file).toMatchObject({ contentType: "text/html; charset=utf-8" });
  expect(file.bytes.toString()).toBe("<p>Hello</p>");
  expect(vendor.requests[0]?.json).toEqual({ data: [item] });
});

test.each([
  { meta: { status: 200 }, data: [], fail: [{ key: {}, errors: [{ code: "xdk_failure", message: "no" }] }] },
  { meta: { status: 400 }, data: [], fail: [] },
])("a failure is thrown, not taken for a file: %j", async (json) => {
  const { client } = openClient("1.0", await startVendor(() => ({ json })));
  expect((await catchError(client.readFile(name, { item: {} }))).kind).toBe("rejected");
});

test("an operation that answers no file is refused before any call", async () => {
  const vendor = await startVendor(() => ({}));
  const { client } = openClient("1.0", vendor);
  const error = await catchError(client.readFile("archive.search", { item: {} }));
  expect([error.kind, error.message]).toEqual([
    "rejected",
    "archive.search: its answer is no file: use call()",
  ]);
  expect(vendor.requests).toHaveLength(0);
});
