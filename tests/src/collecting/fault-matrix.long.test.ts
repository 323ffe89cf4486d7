import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Setting } from "../setting/setting.js";
import { type Failure, openMatrix, spoilEachCall } from "./fault-matrix.js";

const resetForms = [
  "ms",
  "epoch-s",
  "epoch-ms",
  "retry-after",
  "retry-after-date",
  "mimecast-reset",
  "no-number",
  "absent",
] as const;

/** Both generations, each call of a cycle. */
const everywhere: readonly Failure[] = [
  { what: "reset", fault: { kind: "reset" } },
  { what: "reset for good", fault: { kind: "reset" }, isLasting: true },
  { what: "half-open: half an answer", fault: { kind: "stall" } },
  { what: "half-open: none", fault: { kind: "lost-request" } },
  { what: "slow drip", fault: { kind: "drip", pieces: 8, everyMs: 5 } },
  { what: "truncated gzip", fault: { kind: "truncated-gzip" } },
  { what: "truncated gzip for good", fault: { kind: "truncated-gzip" }, isLasting: true },
  { what: "wrong length, longer", fault: { kind: "wrong-length" } },
  { what: "wrong length, shorter", fault: { kind: "wrong-length", length: "shorter" } },
  { what: "wrong length for good", fault: { kind: "wrong-length", length: "shorter" }, isLasting: true },
  { what: "403", fault: { kind: "not-permitted" } },
  { what: "500", fault: { kind: "server-error" } },
  { what: "500 for good", fault: { kind: "server-error" }, isLasting: true },
  { what: "502 with HTML", fault: { kind: "html-error" } },
  { what: "502 with HTML for good", fault: { kind: "html-error" }, isLasting: true },
  { what: "fail[] in 200", fault: { kind: "fail-in-200" } },
  { what: "a code on fail[] in 200", fault: { kind: "fail-in-200", shape: "code" } },
  { what: "meta.status 400 in 200", fault: { kind: "fail-in-200", shape: "meta-status" } },
  { what: "200 with a portal's page", fault: { kind: "captive-portal" } },
  { what: "429 for good", fault: { kind: "throttle", resetMs: 90_000 }, isLasting: true },
  { what: "429 for good, untold", fault: { kind: "throttle", reset: "absent" }, isLasting: true },
  ...resetForms.map((reset) => ({
    what: `429, ${reset}`,
    fault: { kind: "throttle", reset, resetMs: 5000 } as const,
  })),
];

const of1: readonly Failure[] = [
  { what: "half-open for good", fault: { kind: "lost-request" }, isLasting: true },
  { what: "418", fault: { kind: "binding-expired" } },
  { what: "an application that is not known", fault: { kind: "unknown-application" } },
  { what: "an application that stays unknown", fault: { kind: "unknown-application" }, isLasting: true },
];

const of2: readonly Failure[] = [
  { what: "401, the token expired", fault: { kind: "token-expired" } },
  { what: "401 for good", fault: { kind: "token-expired" }, isLasting: true },
  { what: "401, the token not verified", fault: { kind: "token-verification-failed" } },
  { what: "401, unauthorized", fault: { kind: "token-verification-failed", code: "unauthorized" } },
  { what: "403, the product missing", fault: { kind: "product-missing" } },
];

const ofToken: readonly Failure[] = [
  { what: "reset", fault: { kind: "reset" } },
  { what: "half-open", fault: { kind: "stall" } },
  { what: "500", fault: { kind: "server-error" } },
  { what: "500 for good", fault: { kind: "server-error" }, isLasting: true },
  { what: "502 with HTML", fault: { kind: "html-error" } },
  { what: "429", fault: { kind: "throttle", resetMs: 5000 } },
  { what: "429 for good", fault: { kind: "throttle", resetMs: 90_000 }, isLasting: true },
  { what: "truncated gzip", fault: { kind: "truncated-gzip" } },
];

const ofDownloads: readonly Failure[] = [
  { what: "reset", fault: { kind: "reset", path: "download" } },
  { what: "reset for good", fault: { kind: "reset", path: "download" }, isLasting: true },
  { what: "half-open", fault: { kind: "stall", path: "download" } },
  { what: "slow drip", fault: { kind: "drip", pieces: 8, everyMs: 5, path: "download" } },
  { what: "wrong length", fault: { kind: "wrong-length", path: "download" } },
  { what: "500", fault: { kind: "server-error", path: "download" } },
  { what: "503 for good", fault: { kind: "server-error", status: 503, path: "download" }, isLasting: true },
  { what: "an expired link", fault: { kind: "expired-link" } },
  { what: "a link that stays expired", fault: { kind: "expired-link" }, isLasting: true },
  { what: "a damaged file", fault: { kind: "corrupt-gzip" } },
];

let setting: Setting;

describe("API 1.0", () => {
  beforeAll(async () => {
    setting = await openMatrix("v1");
  });
  afterAll(() => setting.close());

  test.each(everywhere)("$what", async (failure) => {
    expect(await spoilEachCall(setting, "v1", failure)).toBeGreaterThan(4);
  });

  test.each(of1)("$what, of this generation alone", async (failure) => {
    expect(await spoilEachCall(setting, "v1", failure)).toBeGreaterThan(4);
  });
});

describe("API 2.0", () => {
  beforeAll(async () => {
    setting = await openMatrix("v2");
  });
  afterAll(() => setting.close());

  test.each(everywhere)("$what", async (failure) => {
    expect(await spoilEachCall(setting, "v2", failure)).toBeGreaterThan(10);
  });

  test.each(of2)("$what, of this generation alone", async (failure) => {
    expect(await spoilEachCall(setting, "v2", failure)).toBeGreaterThan(10);
  });

  test.each(ofToken)("the call for a token: $what", async (failure) => {
    expect(await spoilEachCall(setting, "v2", { ...failure, isOfToken: true })).toBeGreaterThan(0);
  });

  test.each(ofDownloads)("a download: $what", async (failure) => {
    expect(await spoilEachCall(setting, "v2", failure)).toBeGreaterThan(1);
  });
});
