import { expect, test } from "vitest";
import { catchError, openClient, withTokens } from "../testing/client.js";
import { startVendor } from "../testing/vendor.js";

const bundle = { type: "bundle", id: "bundle--1", spec_version: "2.0", objects: [{ type: "malware" }] };
const fail = (code: string) => ({
  json: { meta: { status: 200 }, data: [], fail: [{ key: {}, errors: [{ code, message: code }] }] },
});

test("a span is asked for once, and then its token alone", async () => {
  const vendor = await startVendor(() => ({
    headers: {
      "content-disposition": 'attachment; filename="malware_grid_stix_1.zip"',
      "x-mc-threat-feed-next-token": "eNoNext",
    },
    body: "PK",
  }));
  const { client } = openClient("1.0", vendor);
  const span = { start: "2025-03-01T00:00:00+0000", end: "2025-03-02T00:00:00+0000" };
  const first = await client.readThreatFeed({ feedType: "malware_grid", ...span });
  expect(first).toMatchObject({
    kind: "file",
    fileName: "malware_grid_stix_1.zip",
    bytes: Buffer.from("PK"),
    nextToken: "eNoNext",
  });
  await client.readThreatFeed({ feedType: "malware_grid", compress: false, ...span, token: "eNoNext" });
  const item = { feedType: "malware_grid", fileType: "stix" };
  expect(vendor.requests.map(({ json }) => json)).toEqual([
    { data: [{ ...item, compress: true, ...span }] },
    { data: [{ ...item, compress: false, token: "eNoNext" }] },
  ]);
});

test("a bundle that comes as plain JSON is a file; without a token it is the last of its span", async () => {
  const vendor = await startVendor(withTokens(() => ({ json: bundle })));
  const { client } = openClient("2.0", vendor);
  const answer = await client.readThreatFeed({ feedType: "malware_customer" });
  expect(answer).toMatchObject({ kind: "file", fileName: "", nextToken: null });
});

test("no results are the end, and nothing that failed", async () => {
  const vendor = await startVendor(() => fail("err_threat_intel_feed_no_result_found"));
  const { client } = openClient("1.0", vendor);
  expect(await client.readThreatFeed({ feedType: "malware_customer" })).toMatchObject({
    kind: "end",
    nextToken: null,
  });
});

test.each([
  { code: "err_threat_intel_feed_invalid_token", kind: "invalid-cursor" },
  { code: "err_validation_null", kind: "rejected" },
  { code: "err_xdk_binding_expired", kind: "keys-expired" },
])("$code inside HTTP 200 is $kind", async ({ code, kind }) => {
  const vendor = await startVendor(() => fail(code));
  const { client } = openClient("1.0", vendor);
  const asked = client.readThreatFeed({ feedType: "malware_customer", token: "eNoOld" });
  expect((await catchError(asked)).kind).toBe(kind);
});

test("a captive portal is neither a file nor the end", async () => {
  const vendor = await startVendor(() => ({ body: "<html>sign in</html>" }));
  const { client } = openClient("1.0", vendor);
  const asked = client.readThreatFeed({ feedType: "malware_customer" });
  expect((await catchError(asked)).kind).toBe("unreadable-answer");
});
