import { afterAll, beforeAll, expect, test } from "vitest";
import { createClock, startTenant, type Tenant } from "../index.js";
import { codeOf, listAt, listFiles, noon, postV2, readReply, urlLogs } from "../testing/client.js";
import { readText } from "../wire/decode.js";
import { checkNames } from "./checks.js";

let loose: Tenant;
const clock = createClock({ start: noon, frozen: true });

beforeAll(async () => {
  loose = await startTenant({ clock, messagesPerDay: 300, loose: true });
});
afterAll(() => loose.close());

const forgiven = (tenant: Tenant) => tenant.requests().at(-1)?.forgiven ?? [];
const ask = async (url: string, init: RequestInit = { method: "POST", body: "{}" }) =>
  readReply(await fetch(url, init));

test("a loose tenant answers what a strict one refuses, and says which check failed and why", async () => {
  const { administration, v1, v2 } = loose;
  const unsigned = await ask(v1.baseUrl + urlLogs);
  expect([unsigned.status, listAt(unsigned.json, "data", 0, "clickLogs").length > 0]).toEqual([200, true]);
  expect(forgiven(loose)).toEqual([
    { check: "identity", because: "without authorization, x-mc-app-id, x-mc-date, x-mc-req-id" },
  ]);
  const token = await ask(`${v2.baseUrl}/oauth/token`, { method: "POST", body: "{}" });
  expect([token.status, forgiven(loose).map(({ check }) => check)]).toEqual([200, ["client"]]);
  const bearer = `Bearer ${readText(token.json, "access_token")}`;
  expect((await postV2(loose, urlLogs, {}, bearer)).status).toBe(200);
  expect(forgiven(loose)).toEqual([]);

  administration.ipRanges = ["198.51.100.0/24"];
  administration.application2.setPermissions([]);
  const body = { meta: { pagination: { pageSize: 9000 } } };
  expect((await postV2(loose, "/api/audit/get-audit-events", body, bearer)).status).toBe(200);
  expect(forgiven(loose).map(({ check }) => check)).toEqual([
    "address",
    "rights",
    "page-size",
    "required-dates",
    "required-dates",
  ]);
  expect((await ask(v2.baseUrl + urlLogs, { method: "POST", body: "{" })).status).toBe(200);
  expect(forgiven(loose).map(({ check }) => check)).toContain("body");
});

test("files are listed from before their time, past the quota, and downloaded by a link that is over", async () => {
  const query = { type: "receipt", dateRangeStartsAt: "2026-01-01", pageSize: "500" };
  for (let call = 0; call < 50; call += 1) await listFiles(loose, { ...query, type: "av" });
  const { files } = await listFiles(loose, query);
  expect(forgiven(loose).map(({ check }) => check)).toEqual(
    expect.arrayContaining(["quota", "reach", "page-size"]),
  );
  clock.advance(3_600_000);
  expect((await fetch(files.at(-1)?.url ?? "")).status).toBe(200);
  expect(forgiven(loose)).toEqual([{ check: "links", because: expect.stringContaining("60 minutes old") }]);
});

test("faults strike all the same", async () => {
  loose.faults.inject({ kind: "token-expired" });
  const { json } = await ask(`${loose.v2.baseUrl}/oauth/token`);
  const bearer = `Bearer ${readText(json, "access_token")}`;
  expect(codeOf(await postV2(loose, urlLogs, {}, bearer))).toBe("token_expired");
});

test("checks are left out one by one too, and one that isn't there is refused with those that are", async () => {
  const half = await startTenant({ clock, messagesPerDay: 10, loose: ["page-size"] });
  try {
    expect((await ask(half.v1.baseUrl + urlLogs)).status).toBe(400);
    const body = { meta: { pagination: { pageSize: 0 } } };
    expect((await postV2(half, urlLogs, body)).status).toBe(200);
  } finally {
    await half.close();
  }
  // @ts-expect-error: there is no such check.
  await expect(startTenant({ loose: ["spelling"] })).rejects.toThrow(
    `There is no check spelling: there are ${checkNames.join(", ")}`,
  );
});
