import type { LookupFunction } from "node:net";
import { request } from "undici";
import { expect, onTestFinished, test } from "vitest";
import { startVendor } from "../testing/vendor.js";
import { describeFault } from "../transport/index.js";
import { createDispatcher } from "./dispatcher.js";
import { type NetworkSettings, readNetwork } from "./index.js";
import { limitLookup } from "./lookup.js";

/** What a call to this URL ends with, names looked up by `lookup`. */
async function reach(url: string, lookup: LookupFunction, settings: NetworkSettings = {}) {
  const dispatcher = createDispatcher(readNetwork(settings, { connectMs: 2_000 }), { lookup });
  onTestFinished(() => dispatcher.destroy());
  try {
    const { statusCode, body } = await request(url, { dispatcher });
    await body.dump();
    return { statusCode };
  } catch (error) {
    return describeFault(error, false);
  }
}

const failWith =
  (code: string): LookupFunction =>
  (_hostname, _options, callback) =>
    callback(Object.assign(new Error(`getaddrinfo ${code}`), { code, syscall: "getaddrinfo" }), "", 0);

const neverAnswer: LookupFunction = () => {};

test("a name that does not exist and a name server that is silent are told apart", async () => {
  const url = "http://eu-api.example/";
  expect(await reach(url, failWith("ENOTFOUND"))).toMatchObject({
    kind: "unreachable",
    systemCode: "ENOTFOUND",
    reason: "the host name was not found (ENOTFOUND)",
    isSent: false,
  });
  expect(await reach(url, failWith("EAI_AGAIN"))).toMatchObject({ systemCode: "EAI_AGAIN" });
  expect(await reach(url, neverAnswer, { dnsTimeoutMs: 50 })).toMatchObject({
    kind: "unreachable",
    systemCode: "dns-timeout",
    reason: "the name server gave no answer (dns-timeout)",
    isSent: false,
  });
  expect(await reach(url, neverAnswer, { connectMs: 300 })).toMatchObject({
    systemCode: "UND_ERR_CONNECT_TIMEOUT",
  });
});

test("a proxy whose name is not found is the proxy's failure", async () => {
  const network = { proxy: { url: "http://proxy.example:3128" } };
  expect(await reach("http://eu-api.example/", failWith("ENOTFOUND"), network)).toMatchObject({
    systemCode: "proxy-unreachable",
    reason: "the proxy can't be reached: the host name was not found (ENOTFOUND)",
  });
});

test("the family that is asked for is the one that is looked up", async () => {
  const vendor = await startVendor(() => ({ json: {} }));
  const families: unknown[] = [];
  const answer: LookupFunction = (_hostname, options, callback) => {
    families.push(options.family);
    if (options.all) callback(null, [{ address: "127.0.0.1", family: 4 }]);
    else callback(null, "127.0.0.1", 4);
  };
  const url = vendor.baseUrl.replace("127.0.0.1", "eu-api.example");
  expect(await reach(url, answer, { family: 4 })).toEqual({ statusCode: 200 });
  expect(await reach(url, answer, { family: 6 })).toEqual({ statusCode: 200 });
  expect(families).toEqual([4, 6]);
});

test("an answer that comes after the limit is not given twice", async () => {
  const late: LookupFunction = (_hostname, _options, callback) => {
    setTimeout(() => callback(null, "127.0.0.1", 4), 60);
  };
  const given: unknown[] = [];
  limitLookup(20, late)("eu-api.example", {}, (error) => given.push(error?.code));
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(given).toEqual(["dns-timeout"]);
});
