import { networkInterfaces } from "node:os";
import { expect, test } from "vitest";
import type { MimecastError } from "../index.js";
import { createSelfSigned } from "../testing/certificates.js";
import { catchError, openClient } from "../testing/client.js";
import {
  authority,
  findFreePort,
  loopback,
  type ProxyManners,
  startBabble,
  startProxy,
  startSecureVendor,
  startSilence,
} from "../testing/network.js";
import { startVendor } from "../testing/vendor.js";
import type { NetworkSettings } from "./index.js";

const name = "ttp.url.get-logs";
const trust = { ca: authority.cert } as const;
const hour = 3_600_000;

async function callThrough(baseUrl: string, network: NetworkSettings): Promise<readonly unknown[]> {
  const { client } = openClient("1.0", { baseUrl, network, retries: { attempts: 1 } });
  return (await client.call(name)).data;
}

function failThrough(baseUrl: string, network: NetworkSettings): Promise<MimecastError> {
  return catchError(callThrough(baseUrl, network));
}

test("a vendor with a certificate of an own authority is reached once that authority is given", async () => {
  const port = await startSecureVendor(loopback);
  const baseUrl = `https://localhost:${port}`;
  expect(await callThrough(baseUrl, trust)).toEqual(["row"]);
  expect(await failThrough(baseUrl, {})).toMatchObject({
    kind: "tls",
    systemCode: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  });
});

test("several authorities can stand in one text, and the system's own still count", async () => {
  const port = await startSecureVendor(loopback);
  const ca = `# ours\n${createSelfSigned(["other.example"]).cert}\n${authority.cert}`;
  expect(await callThrough(`https://localhost:${port}`, { ca })).toEqual(["row"]);
});

const badCertificates = [
  {
    what: "signed by itself",
    certificate: createSelfSigned(["localhost"]),
    code: "DEPTH_ZERO_SELF_SIGNED_CERT",
  },
  {
    what: "expired",
    certificate: authority.issue({ names: ["localhost"], until: Date.now() - hour }),
    code: "CERT_HAS_EXPIRED",
  },
  {
    what: "not valid yet",
    certificate: authority.issue({ names: ["localhost"], from: Date.now() + hour }),
    code: "CERT_NOT_YET_VALID",
  },
  {
    what: "for another name",
    certificate: authority.issue({ names: ["eu-api.example"] }),
    code: "ERR_TLS_CERT_ALTNAME_INVALID",
  },
];

test.each(badCertificates)("a certificate that is $what is refused with its own code", async (bad) => {
  const port = await startSecureVendor(bad.certificate);
  const baseUrl = `https://localhost:${port}`;
  const error = await failThrough(baseUrl, trust);
  expect(error).toMatchObject({ kind: "tls", systemCode: bad.code, operation: name });
  const proxy = await startProxy();
  const through = { ...trust, proxy: { url: `http://127.0.0.1:${proxy.port}` } };
  expect(await failThrough(baseUrl, through)).toMatchObject({ kind: "tls", systemCode: bad.code });
  expect(await callThrough(baseUrl, { verifyCertificates: false })).toEqual(["row"]);
  expect(await callThrough(baseUrl, { ...through, verifyCertificates: false })).toEqual(["row"]);
});

test("something that does not speak TLS is told as that", async () => {
  const port = await startBabble("HTTP/1.1 400 Bad Request\r\n\r\n");
  const error = await failThrough(`https://localhost:${port}`, trust);
  expect(error.kind).toBe("tls");
  expect(error.message).toContain("does not speak TLS");
});

test.each([
  { what: "over HTTP", manners: {}, scheme: "http" },
  { what: "over HTTPS", manners: { certificate: loopback }, scheme: "https" },
])("a proxy spoken to $what leads to a vendor with and without TLS", async ({ manners, scheme }) => {
  const proxy = await startProxy(manners);
  const network = { ...trust, proxy: { url: `${scheme}://localhost:${proxy.port}` } };
  const secure = await startSecureVendor(loopback);
  expect(await callThrough(`https://localhost:${secure}`, network)).toEqual(["row"]);
  const plain = await startVendor(() => ({ json: { meta: { status: 200 }, data: ["plain"], fail: [] } }));
  expect(await callThrough(plain.baseUrl, network)).toEqual(["plain"]);
  expect(proxy.asked).toEqual([`localhost:${secure}`, plain.baseUrl.replace("http://", "")]);
  expect(proxy.credentials).toEqual([undefined, undefined]);
});

const basic = `Basic ${Buffer.from("postern:pass word%é").toString("base64")}`;

test.each([
  { where: "beside the URL", user: "", given: { username: "postern", password: "pass word%é" } },
  { where: "in the URL", user: "postern:pass%20word%25%C3%A9@", given: {} },
])(
  "proxy credentials given $where are sent to the proxy and never to the vendor",
  async ({ user, given }) => {
    const proxy = await startProxy({ requires: basic });
    const vendor = await startVendor(() => ({ json: { meta: { status: 200 }, data: [], fail: [] } }));
    const url = `http://${user}127.0.0.1:${proxy.port}`;
    await callThrough(vendor.baseUrl, { proxy: { url, ...given } });
    expect(proxy.credentials).toEqual([basic]);
    expect(vendor.requests[0]?.headers).not.toHaveProperty("proxy-authorization");
  },
);

const refusals: readonly { when: string; manners: ProxyManners; code: string; says: string }[] = [
  {
    when: "asks for credentials",
    manners: { requires: basic },
    code: "proxy-auth-required",
    says: "asks for",
  },
  { when: "does not allow the host", manners: { status: 403 }, code: "proxy-forbidden", says: "403" },
  { when: "can't reach the host", manners: { status: 502 }, code: "proxy-bad-gateway", says: "502" },
];

test.each(refusals)("a proxy that $when is $code", async ({ manners, code, says }) => {
  const proxy = await startProxy(manners);
  const error = await failThrough("https://eu-api.example", {
    proxy: { url: `http://127.0.0.1:${proxy.port}` },
  });
  expect(error).toMatchObject({ kind: "unreachable", systemCode: code });
  expect(error.message).toContain(says);
});

test("a wrong proxy password is told as such, and tried once: it may lock the account", async () => {
  const proxy = await startProxy({ requires: basic });
  const proxySettings = {
    url: `http://127.0.0.1:${proxy.port}`,
    username: "postern",
    password: "canary-proxy",
  };
  const { client, events } = openClient("1.0", {
    baseUrl: "https://eu-api.example",
    network: { proxy: proxySettings },
  });
  const error = await catchError(client.call(name));
  expect(error).toMatchObject({ kind: "unreachable", systemCode: "proxy-auth-required" });
  expect(error.message).toContain("refused the user name or password");
  expect(proxy.credentials).toHaveLength(1);
  expect(JSON.stringify([error, error.message, error.stack, events])).not.toContain("canary");
});

test("a write that a proxy kept from going out is not in doubt", async () => {
  const proxy = await startProxy({ status: 502 });
  const { client } = openClient("1.0", {
    baseUrl: "https://eu-api.example",
    network: { proxy: { url: `http://127.0.0.1:${proxy.port}` } },
    retries: { attempts: 1 },
  });
  expect((await catchError(client.call("ttp.url.create-managed-url"))).kind).toBe("unreachable");
});

test("a proxy that is dead, silent, or no proxy is told apart from a dead vendor", async () => {
  const dead = await findFreePort();
  const target = "https://eu-api.example";
  const reach = (port: number, network: NetworkSettings = {}) =>
    failThrough(target, { proxy: { url: `http://127.0.0.1:${port}` }, ...network });
  const refused = await reach(dead);
  expect(refused).toMatchObject({ kind: "unreachable", systemCode: "proxy-unreachable" });
  expect(refused.message).toContain("ECONNREFUSED");
  expect(await reach(await startSilence(), { connectMs: 300 })).toMatchObject({
    systemCode: "proxy-unreachable",
  });
  expect(await reach(await startBabble("220 mail.example ESMTP\r\n\r\n"))).toMatchObject({
    systemCode: "proxy-not-http",
  });
  expect(await failThrough(`https://127.0.0.1:${dead}`, {})).toMatchObject({ systemCode: "ECONNREFUSED" });
});

test("a proxy with a certificate nobody trusts is a TLS failure that names the proxy", async () => {
  const proxy = await startProxy({ certificate: createSelfSigned(["localhost"]) });
  const error = await failThrough("https://eu-api.example", {
    proxy: { url: `https://localhost:${proxy.port}` },
  });
  expect(error).toMatchObject({ kind: "tls", systemCode: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  expect(error.message).toContain("TLS with the proxy failed");
});

test("a half-open connection ends with the time limit of what it hangs in", async () => {
  const silent = await startSilence();
  const ask = (baseUrl: string, connectMs: number) => {
    const limits = { network: { connectMs }, timeouts: { headersMs: 300 } };
    const { client } = openClient("1.0", { baseUrl, ...limits, retries: { attempts: 1 } });
    return catchError(client.call(name));
  };
  expect(await ask(`https://127.0.0.1:${silent}`, 300)).toMatchObject({
    systemCode: "UND_ERR_CONNECT_TIMEOUT",
  });
  expect(await ask(`http://127.0.0.1:${silent}`, 10_000)).toMatchObject({
    systemCode: "UND_ERR_HEADERS_TIMEOUT",
  });
});

test("a captive portal's page is an unreadable answer", async () => {
  const page = { status: 200, headers: { "content-type": "text/html" }, body: "<html>sign in</html>" };
  const port = await startSecureVendor(loopback, { respond: () => page });
  const error = await failThrough(`https://localhost:${port}`, trust);
  expect(error.kind).toBe("unreadable-answer");
  expect(error.message).toContain("an HTML page instead of JSON");
});

const hasIPv6 = Object.values(networkInterfaces()).some((list) =>
  list?.some(({ address }) => address === "::1"),
);

test.runIf(hasIPv6)("IPv6 addresses are reached, directly and through a proxy", async () => {
  const port = await startSecureVendor(loopback, { host: "::1" });
  const baseUrl = `https://[::1]:${port}`;
  expect(await callThrough(baseUrl, trust)).toEqual(["row"]);
  const proxy = await startProxy();
  const url = `http://127.0.0.1:${proxy.port}`;
  expect(await callThrough(baseUrl, { ...trust, proxy: { url } })).toEqual(["row"]);
  expect(proxy.asked).toEqual([`[::1]:${port}`]);
});

test.each([
  { what: "no URL", network: { proxy: { url: "proxy.example:3128" } }, code: "ERR_INVALID_URL" },
  { what: "a SOCKS proxy", network: { proxy: { url: "socks5://proxy.example" } }, code: "ERR_INVALID_URL" },
  { what: "a PEM without certificates", network: { ca: "hello" }, code: "ERR_INVALID_CA" },
  {
    what: "a damaged certificate",
    network: { ca: authority.cert.replace(/\n.{20}/, "\n") },
    code: "ERR_INVALID_CA",
  },
])("$what is refused before any call", async ({ network, code }) => {
  const open = async () => openClient("1.0", { baseUrl: "https://eu-api.example", network });
  expect(await catchError(open())).toMatchObject({ systemCode: code });
});
