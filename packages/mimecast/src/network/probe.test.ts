import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import type { NetworkStep } from "../index.js";
import { createSelfSigned } from "../testing/certificates.js";
import { catchError } from "../testing/client.js";
import {
  authority,
  findFreePort,
  loopback,
  startBabble,
  startProxy,
  startSecureVendor,
  startSilence,
} from "../testing/network.js";
import { startVendor } from "../testing/vendor.js";
import { type NetworkProbe, probeNetwork } from "./index.js";

const trust = { ca: authority.cert } as const;
const order = ["dns", "proxy", "connect", "tls", "http"];
const noon = Date.UTC(2025, 2, 1, 12, 0, 0);
const dated = { headers: { date: new Date(noon - 3_600_000).toUTCString() } };

async function probe(asked: NetworkProbe): Promise<Readonly<Record<string, NetworkStep>>> {
  const steps = await probeNetwork(asked);
  expect(steps.map(({ step }) => step)).toEqual(order);
  return Object.fromEntries(steps.map((step) => [step.step, step]));
}

const resultsOf = (steps: Readonly<Record<string, NetworkStep>>) => order.map((step) => steps[step]?.result);

test("a good way is told step by step, with the certificate and the vendor's clock, and no call is made", async () => {
  const seen: string[] = [];
  const respond = (request: IncomingMessage) => {
    seen.push(`${request.method} ${request.url} ${"authorization" in request.headers}`);
    return { status: 404, ...dated };
  };
  const port = await startSecureVendor(loopback, { respond });
  const baseUrl = `https://localhost:${port}`;
  const steps = await probe({ baseUrl, network: trust, now: () => noon });
  expect(resultsOf(steps)).toEqual(["pass", "skipped", "pass", "pass", "pass"]);
  expect(steps["dns"]?.addresses?.length).toBeGreaterThan(0);
  expect(steps["tls"]?.certificate).toMatchObject({
    subject: "CN=localhost",
    issuer: "CN=Postern Test Authority",
    chain: [{ subject: "CN=Postern Test Authority", issuer: "CN=Postern Test Authority" }],
    names: ["localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"],
  });
  expect(Date.parse(steps["tls"]?.certificate?.validUntil ?? "")).toBeGreaterThan(Date.now());
  expect(steps["tls"]?.certificate?.validFrom).toMatch(/^\d{4}-.*Z$/);
  expect(steps["http"]).toMatchObject({ httpStatus: 404, clockSkewMs: -3_600_000, systemCode: null });
  expect(seen).toEqual(["HEAD / false"]);
});

test("a certificate that is not trusted is shown all the same, and nothing is sent over it", async () => {
  const requests: unknown[] = [];
  const bad = authority.issue({ names: ["localhost"], until: Date.now() - 1_000 });
  const port = await startSecureVendor(bad, { respond: (request) => ({ status: requests.push(request) }) });
  const baseUrl = `https://localhost:${port}`;
  const steps = await probe({ baseUrl, network: trust });
  expect(resultsOf(steps)).toEqual(["pass", "skipped", "pass", "fail", "skipped"]);
  expect(steps["tls"]).toMatchObject({
    systemCode: "CERT_HAS_EXPIRED",
    certificate: { subject: "CN=localhost" },
  });
  expect(steps["tls"]?.detail).toContain("expired");
  expect(steps["http"]?.detail).toContain("tls failed");
  expect(requests).toHaveLength(0);
});

test.each([
  { what: "of itself", certificate: createSelfSigned(["localhost"]), code: "DEPTH_ZERO_SELF_SIGNED_CERT" },
  {
    what: "of another name",
    certificate: authority.issue({ names: ["b.example"] }),
    code: "ERR_TLS_CERT_ALTNAME_INVALID",
  },
])(
  "a certificate $what fails, and passes with its code where nobody checks",
  async ({ certificate, code }) => {
    const port = await startSecureVendor(certificate);
    const baseUrl = `https://localhost:${port}`;
    expect((await probe({ baseUrl, network: trust }))["tls"]).toMatchObject({
      result: "fail",
      systemCode: code,
    });
    const unchecked = await probe({ baseUrl, network: { ...trust, verifyCertificates: false } });
    expect(unchecked["tls"]).toMatchObject({ result: "pass", systemCode: code });
    expect(unchecked["tls"]?.detail).toContain("Not checked");
  },
);

test("each dead end is told at its own step", async () => {
  const closed = await findFreePort();
  const silent = await startSilence();
  const cases = [
    { baseUrl: `https://127.0.0.1:${closed}`, step: "connect", code: "ECONNREFUSED" },
    { baseUrl: `https://127.0.0.1:${silent}`, step: "tls", code: "UND_ERR_CONNECT_TIMEOUT" },
    { baseUrl: `http://127.0.0.1:${silent}`, step: "http", code: "UND_ERR_HEADERS_TIMEOUT" },
  ];
  for (const { baseUrl, step, code } of cases) {
    // A short limit for those that say nothing; nobody who answers is held to it.
    const connectMs = code === "UND_ERR_CONNECT_TIMEOUT" ? 500 : 10_000;
    const steps = await probe({ baseUrl, headersMs: 500, network: { connectMs } });
    expect(Object.values(steps).filter(({ result }) => result === "fail")).toMatchObject([
      { step, systemCode: code },
    ]);
  }
  const noName = await probe({ baseUrl: "https://nobody.invalid" });
  expect(resultsOf(noName)).toEqual(["fail", "skipped", "skipped", "skipped", "skipped"]);
});

test.each([
  { what: "over HTTP", manners: {}, scheme: "http", shows: false },
  { what: "over HTTPS", manners: { certificate: loopback }, scheme: "https", shows: true },
])("the way through a proxy $what is told, its certificate too", async ({ manners, scheme, shows }) => {
  const proxy = await startProxy(manners);
  const port = await startSecureVendor(loopback);
  const network = { ...trust, proxy: { url: `${scheme}://localhost:${proxy.port}` } };
  const steps = await probe({ baseUrl: `https://127.0.0.1:${port}`, network });
  expect(resultsOf(steps)).toEqual(["pass", "pass", "pass", "pass", "pass"]);
  expect(steps["proxy"]?.certificate !== undefined).toBe(shows);
  expect(proxy.asked).toEqual([`127.0.0.1:${port}`]);
});

test("a proxy that refuses us and one that can't reach the host fail at different steps", async () => {
  const reach = async (manners: Parameters<typeof startProxy>[0], password = "canary-proxy") => {
    const proxy = await startProxy(manners);
    const url = `http://127.0.0.1:${proxy.port}`;
    const connectMs = manners?.isSilent ? 500 : 10_000;
    const network = { proxy: { url, username: "u", password }, connectMs };
    return probe({ baseUrl: "https://eu-api.example", network });
  };
  const refused = await reach({ requires: "Basic other" });
  expect(resultsOf(refused)).toEqual(["pass", "fail", "skipped", "skipped", "skipped"]);
  expect(refused["proxy"]?.systemCode).toBe("proxy-auth-required");
  expect(JSON.stringify(refused)).not.toContain("canary");
  const forbidden = await reach({ status: 403 });
  expect(resultsOf(forbidden)).toEqual(["pass", "pass", "fail", "skipped", "skipped"]);
  expect(forbidden["connect"]?.systemCode).toBe("proxy-forbidden");
  expect((await reach({ status: 504 }))["connect"]?.systemCode).toBe("proxy-bad-gateway");
  expect((await reach({ isSilent: true }))["proxy"]?.systemCode).toBe("proxy-unreachable");
  const dead = { url: `http://127.0.0.1:${await findFreePort()}` };
  const steps = await probe({ baseUrl: "https://eu-api.example", network: { proxy: dead } });
  expect(steps["proxy"]).toMatchObject({ result: "fail", systemCode: "proxy-unreachable" });
});

test("what looks like a captive portal fails, unless a checked certificate says it is the vendor's own", async () => {
  const html = { status: 200, headers: { "content-type": "text/html" } };
  const leads = { status: 302, headers: { location: "http://portal.example/login" } };
  const plain = await startVendor((_request, count) => (count === 1 ? html : leads));
  for (const _reply of ["a page", "a redirect"]) {
    expect((await probe(plain))["http"]).toMatchObject({ result: "fail", systemCode: "captive-portal" });
  }
  const port = await startSecureVendor(loopback, { respond: () => leads });
  const baseUrl = `https://localhost:${port}`;
  const network = trust;
  expect((await probe({ baseUrl, network }))["http"]?.result).toBe("pass");
  const unchecked = await probe({ baseUrl, network: { ...network, verifyCertificates: false } });
  expect(unchecked["http"]?.systemCode).toBe("captive-portal");
  const babble = await startBabble("220 mail.example ESMTP\r\n");
  expect((await probe({ baseUrl: `http://127.0.0.1:${babble}` }))["http"]?.result).toBe("fail");
});

test("an abort ends the probe, and settings that can't be right are refused", async () => {
  const port = await startSilence();
  const controller = new AbortController();
  const running = probeNetwork({ baseUrl: `https://127.0.0.1:${port}`, signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  expect((await catchError(running)).kind).toBe("aborted");
  expect((await catchError(probeNetwork({ baseUrl: "nowhere" }))).systemCode).toBe("ERR_INVALID_URL");
});
