import { X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { type StartTenantOptions, startTenant, type Tenant } from "../index.js";
import { bearerOf, postV2, urlLogs } from "../testing/client.js";
import { type Addresses, listenOn, mayControl, readAddresses } from "./listen-addresses.js";

// Every address that begins with 127 leads to this machine; to the tenant it is one like that of a network.
const host = "127.0.0.2";

async function withTenant(options: StartTenantOptions, check: (tenant: Tenant) => Promise<void>) {
  const tenant = await startTenant({ messagesPerDay: 10, ...options });
  try {
    await check(tenant);
  } finally {
    await tenant.close();
  }
}

async function statusOf(url: string, init: RequestInit = {}): Promise<number> {
  const response = await fetch(url, { redirect: "manual", ...init });
  await response.arrayBuffer();
  return response.status;
}

test("beyond this machine the API answers, and the console and the control API don't, however they are spelled", async () => {
  await withTenant({ host }, async (tenant) => {
    const { baseUrl } = tenant.v2;
    expect(new URL(baseUrl).hostname).toBe(host);
    expect(await statusOf(`${baseUrl}/healthz`)).toBe(200);
    expect(await statusOf(`${tenant.v1.baseUrl}/healthz`)).toBe(200);
    expect((await postV2(tenant, urlLogs, {}, await bearerOf(tenant))).status).toBe(200);
    for (const path of [
      "/_emulator/info",
      "/%5femulator/info",
      "/console",
      "/console/",
      "/cons%6fle",
      "/_emulator/users",
    ]) {
      expect([path, await statusOf(baseUrl + path)]).toEqual([path, 403]);
      expect([path, await statusOf(tenant.controlUrl + path)]).not.toEqual([path, 403]);
    }
    const move = { method: "POST", body: '{"advanceSeconds":60}' };
    expect(await statusOf(`${baseUrl}/_emulator/clock`, move)).toBe(403);
    expect(await statusOf(`${tenant.controlUrl}/_emulator/clock`, move)).toBe(200);
  });
  await withTenant({ host, controlHost: host }, async (tenant) => {
    expect(await statusOf(`${tenant.v2.baseUrl}/_emulator/info`)).toBe(200);
  });
});

test("all addresses are listened on at once, and the console still is for this machine alone", () => {
  const addresses = readAddresses({ host: "0.0.0.0" });
  expect([addresses.publicHost, listenOn(addresses)]).toEqual(["127.0.0.1", ["0.0.0.0"]]);
  const whoMay = (known: Addresses) =>
    ["127.0.0.1", "::1", "::ffff:127.0.0.1", "192.0.2.1", undefined].map((address) =>
      mayControl(known, address),
    );
  expect(whoMay(addresses)).toEqual([true, true, true, false, false]);
  expect(whoMay({ ...addresses, controlHost: "0.0.0.0" })).toEqual([true, true, true, true, false]);
});

test("is called by the name it is given, which its certificate has too", async () => {
  await withTenant({ host, publicHost: "tenant.example", tls: true }, async (tenant) => {
    expect(new URL(tenant.v1.baseUrl).hostname).toBe("tenant.example");
    expect(new URL(tenant.controlUrl).hostname).toBe("127.0.0.1");
    expect(new X509Certificate(tenant.tls?.certificate ?? "").checkHost("tenant.example")).toBe(
      "tenant.example",
    );
  });
});

test("what can't be listened on is refused before anything is opened", async () => {
  for (const options of [
    { host: "everywhere" },
    { publicHost: "a b" },
    { controlHost: "192.0.2.1" },
    { host, controlHost: "0.0.0.0" },
  ]) {
    await expect(startTenant(options)).rejects.toThrow(RangeError);
  }
});
