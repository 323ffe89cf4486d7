import { afterEach, expect, test } from "vitest";
import { createClock, type StartTenantOptions, startTenant, type Tenant } from "../index.js";
import {
  callV1,
  codeOf,
  getV2,
  listAt,
  noon,
  postV2,
  readChain,
  readWholeChain,
  requestToken,
  urlLogs,
} from "../testing/client.js";
import { parseJson, readText } from "../wire/decode.js";

let tenant: Tenant | undefined;
const start = async (options: StartTenantOptions = {}) => {
  const clock = createClock({ start: noon, frozen: true });
  tenant = await startTenant({ clock, messagesPerDay: 200, retentionDays: 1, ...options });
  return tenant;
};
afterEach(() => tenant?.close());

test("a captive portal answers every path with a page, and the emulator's own pages stay reachable", async () => {
  const caught = await start();
  caught.faults.inject({ kind: "captive-portal", times: Infinity });
  const replies = [
    await requestToken(caught),
    await postV2(caught, urlLogs, {}, "Bearer any"),
    await callV1(caught, urlLogs, {}),
    await getV2(caught, "/nowhere", "Bearer any"),
    await getV2(caught, "/object-store/some/file", ""),
  ];
  for (const reply of replies) {
    expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(reply.text).toMatch(/^<!doctype html>/);
  }
  expect(caught.requests().at(-1)).toMatchObject({ operation: null, refused: "captive-portal" });
  expect((await fetch(`${caught.v2.baseUrl}/healthz`)).status).toBe(200);
  const cleared = await fetch(`${caught.v2.baseUrl}/_emulator/faults`, {
    method: "DELETE",
  });
  expect(cleared.status).toBe(200);
  expect((await postV2(caught, urlLogs, {})).status).toBe(200);
});

test("a clock an hour off shows in Date, and signatures of the right time are refused", async () => {
  const skewed = await start({ clockSkewMs: 3_600_000 });
  const refused = await callV1(skewed, urlLogs, {});
  expect([refused.status, codeOf(refused)]).toEqual([401, "err_xdk_invalid_signature"]);
  expect(Date.parse(refused.headers.get("date") ?? "")).toBe(noon - (noon % 1000) + 3_600_000);
  const theirTime = new Date(noon + 3_600_000).toUTCString().replace("GMT", "UTC");
  expect((await callV1(skewed, urlLogs, {}, { date: theirTime })).status).toBe(200);
  expect((await postV2(skewed, urlLogs, {})).status).toBe(200);
});

test("without Enhanced Logging the 1.0 chain is empty and says nothing of it", async () => {
  const silent = await start();
  silent.administration.enhancedLogging = false;
  const link = await readChain(silent, { fileFormat: "json", compress: true });
  expect([link.status, link.fileName, JSON.parse(link.bytes.toString())]).toEqual([
    200,
    null,
    { meta: { isLastToken: true, status: 200 }, data: [], fail: [] },
  ]);
  expect(silent.requests().at(-1)?.refused).toBeNull();
  silent.administration.enhancedLogging = true;
  expect((await readWholeChain(silent)).size).toBeGreaterThan(0);
});

test("each box of Enhanced Logging keeps back the lines of its own way, in either form of the file", async () => {
  const silent = await start();
  const waysIn = async (fileFormat: "json" | "key_value") => {
    const texts = [...(await readWholeChain(silent, fileFormat)).values()];
    const told =
      fileFormat === "json"
        ? texts
            .flatMap((text) => listAt(parseJson(text), "data"))
            .map((row) => readText(row, "Dir") ?? readText(row, "Route"))
        : texts.flatMap((text) => [...text.matchAll(/\|Dir=(\w+)/g)]).map(([, way]) => way);
    return [...new Set(told.filter((way) => typeof way === "string"))].sort();
  };
  expect(await waysIn("json")).toEqual(["Inbound", "Internal", "Outbound"]);
  silent.administration.enhancedLogging = { outbound: false };
  expect(await waysIn("json")).toEqual(["Inbound", "Internal"]);
  silent.administration.enhancedLogging = { inbound: false, internal: true };
  expect(await waysIn("key_value")).toEqual(["Internal"]);
  expect(silent.administration.enhancedLogging).toEqual({ inbound: false, outbound: false, internal: true });
});

test("nothing of this is on unless asked for", async () => {
  const plain = await start();
  const { administration } = plain;
  expect([administration.ipRanges, administration.authenticationCacheTtlHours]).toEqual([[], null]);
  expect([administration.enhancedLogging, plain.region, plain.regions, plain.tls]).toEqual([
    { inbound: true, outbound: true, internal: true },
    "eu",
    null,
    null,
  ]);
  expect(administration.application1.credentials).toEqual(plain.v1);
  expect(administration.application2.credentials).toEqual(plain.v2);
  await expect(startTenant({ region: JSON.parse('"mars"') })).rejects.toThrow(/region must be one of eu/);
});
