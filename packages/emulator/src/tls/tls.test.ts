import { X509Certificate } from "node:crypto";
import { request } from "node:https";
import { expect, test } from "vitest";
import { createClock, startTenant, type Tenant, type TlsMode } from "../index.js";
import { noon, signHeaders, urlLogs } from "../testing/client.js";
import { createIdentity } from "./identity.js";

/** The status of a signed call, or the code of the error that kept it from being made. */
function callSecurely(tenant: Tenant, options: { readonly ca?: string; readonly baseUrl?: string }) {
  const ca = options.ca === undefined ? {} : { ca: options.ca };
  return new Promise<number | string>((resolve) => {
    const outgoing = request(
      (options.baseUrl ?? tenant.v1.baseUrl) + urlLogs,
      { method: "POST", headers: signHeaders(tenant, urlLogs), agent: false, ...ca },
      (response) => {
        response.resume();
        response.once("end", () => resolve(response.statusCode ?? 0));
      },
    );
    outgoing.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    outgoing.end("{}");
  });
}

async function withTenant(mode: TlsMode | true, check: (tenant: Tenant, ca: string) => Promise<void>) {
  const tenant = await startTenant({
    clock: createClock({ start: noon, frozen: true }),
    messagesPerDay: 10,
    tls: mode === true ? true : { mode },
  });
  try {
    expect(tenant.v1.baseUrl.startsWith("https://") && tenant.v2.baseUrl.startsWith("https://")).toBe(true);
    await check(tenant, tenant.tls?.ca ?? "");
  } finally {
    await tenant.close();
  }
}

test("serves https under an authority made at the start, on every host", async () => {
  await withTenant(true, async (tenant, ca) => {
    expect(await callSecurely(tenant, { ca })).toBe(200);
    const byName = tenant.v1.baseUrl.replace("127.0.0.1", "localhost");
    expect(await callSecurely(tenant, { ca, baseUrl: byName })).toBe(200);
    const { v1 } = await tenant.openRegions();
    expect(await callSecurely(tenant, { ca, baseUrl: v1.us })).toBe(401);
  });
});

test("an authority that isn't trusted, a self-signed, an expired and a misnamed certificate fail, each in its way", async () => {
  const outcomes: Record<string, number | string> = {};
  await withTenant(true, async (tenant) => {
    outcomes["without the authority"] = await callSecurely(tenant, {});
  });
  for (const mode of ["self-signed", "expired", "wrong-name"] as const) {
    await withTenant(mode, async (tenant, ca) => {
      expect(tenant.tls?.mode).toBe(mode);
      outcomes[mode] = await callSecurely(tenant, { ca });
    });
  }
  expect(outcomes).toEqual({
    "without the authority": "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "self-signed": "DEPTH_ZERO_SELF_SIGNED_CERT",
    expired: "CERT_HAS_EXPIRED",
    "wrong-name": "ERR_TLS_CERT_ALTNAME_INVALID",
  });
});

test("without the option there is no TLS, and an unknown mode doesn't start", async () => {
  const tenant = await startTenant({ messagesPerDay: 10, tls: false });
  expect([tenant.tls, tenant.v1.baseUrl.startsWith("http://")]).toEqual([null, true]);
  await tenant.close();
});

test("certificates are well formed: issuer, names, use and dates", () => {
  const now = Date.UTC(2026, 2, 11);
  const good = createIdentity({ mode: "good" }, now);
  const authority = new X509Certificate(good.ca);
  const server = new X509Certificate(good.certificate);
  expect([authority.ca, server.ca]).toEqual([true, false]);
  expect(server.checkIssued(authority) && server.verify(authority.publicKey)).toBe(true);
  expect(authority.verify(authority.publicKey)).toBe(true);
  expect(server.subjectAltName).toBe("IP Address:127.0.0.1, DNS:localhost");
  expect(server.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
  expect(Date.parse(server.validTo)).toBe(now + 90 * 86_400_000);
  expect(server.serialNumber).not.toBe(authority.serialNumber);
  const self = new X509Certificate(createIdentity({ mode: "self-signed" }, now).certificate);
  expect(self.verify(self.publicKey)).toBe(true);
});
