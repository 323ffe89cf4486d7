import { expect, test } from "vitest";
import { catchError, openClient } from "../testing/client.js";
import { type Reply, startVendor } from "../testing/vendor.js";
import { readFileName } from "./file-name.js";

const file = (fileName: string, body: Buffer | string, token = "eNoNext"): Reply => ({
  headers: {
    "content-type": "application/octet-stream",
    "content-disposition": `attachment; filename="${fileName}"`,
    "mc-siem-token": token,
  },
  body,
});

test("a file is handed over as it came, with its name and the next token", async () => {
  const zip = Buffer.from("PK\u0003\u0004 not really a zip");
  const vendor = await startVendor(() => file("siem_20250301.zip", zip));
  const { client } = openClient("1.0", vendor);
  expect(await client.readSiemLogs({ token: "eNoSiem" })).toMatchObject({
    kind: "file",
    fileName: "siem_20250301.zip",
    bytes: zip,
    nextToken: "eNoNext",
  });
  expect(vendor.requests[0]).toMatchObject({
    path: "/api/audit/get-siem-logs",
    json: { data: [{ type: "MTA", fileFormat: "json", compress: true, token: "eNoSiem" }] },
  });
});

test("a JSON file is not taken for an answer of the API, and an empty file still moves the token", async () => {
  const vendor = await startVendor((_request, count) =>
    count === 1
      ? file("receipt_20250301093329655.json", '{"type":"MTA","data":[{}]}')
      : file("process_1.json", ""),
  );
  const { client } = openClient("1.0", vendor);
  expect(await client.readSiemLogs({ compress: false })).toMatchObject({
    kind: "file",
    fileName: "receipt_20250301093329655.json",
  });
  expect(await client.readSiemLogs()).toMatchObject({ kind: "file", nextToken: "eNoNext" });
  expect(vendor.requests[0]?.json).toEqual({ data: [{ type: "MTA", fileFormat: "json", compress: false }] });
});

test("the end of the chain is told, with or without a token", async () => {
  const end = { meta: { isLastToken: true, status: 200 }, data: [], fail: [] };
  const vendor = await startVendor((_request, count) => ({
    json: end,
    ...(count === 1 && { headers: { "mc-siem-token": "eNoLast" } }),
  }));
  const { client } = openClient("1.0", vendor);
  expect(await client.readSiemLogs()).toMatchObject({ kind: "end", nextToken: "eNoLast" });
  expect(await client.readSiemLogs()).toMatchObject({ kind: "end", nextToken: null });
});

test.each([
  { code: "err_audit_siem_invalid_token", kind: "invalid-cursor" },
  { code: "err_audit_log_incorrect_region", kind: "wrong-region" },
])("$code inside HTTP 200 is $kind", async ({ code, kind }) => {
  const vendor = await startVendor(() => ({
    json: { meta: { status: 200 }, data: [], fail: [{ errors: [{ code, message: "m", retryable: false }] }] },
  }));
  const { client } = openClient("1.0", vendor);
  expect((await catchError(client.readSiemLogs({ token: "eNoOld" }))).kind).toBe(kind);
});

test("a captive portal is neither a file nor the end", async () => {
  const vendor = await startVendor(() => ({
    headers: { "content-type": "text/html" },
    body: "<html>sign in</html>",
  }));
  const { client } = openClient("1.0", vendor);
  expect((await catchError(client.readSiemLogs())).kind).toBe("unreadable-answer");
});

test.each([
  { header: 'attachment; filename="receipt_1.json"', fileName: "receipt_1.json" },
  { header: "attachment; filename=receipt_1.json", fileName: "receipt_1.json" },
  { header: 'attachment; filename="../../etc/receipt_1.json"', fileName: "receipt_1.json" },
  { header: 'attachment; filename="..\\\\..\\\\receipt_1.json"', fileName: "receipt_1.json" },
  { header: 'attachment; filename="a\u0000b\u001b.json"', fileName: "ab.json" },
  { header: 'attachment; filename=".."', fileName: "" },
  { header: "attachment", fileName: "" },
  { header: undefined, fileName: "" },
])("the name in $header is safe to use: $fileName", ({ header, fileName }) => {
  expect(readFileName(header)).toBe(fileName);
});
