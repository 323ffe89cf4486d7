import { describe, expect, test } from "vitest";
import { type RefusalFacts, rankRefusalCauses } from "./refusal.js";

const now = Date.UTC(2026, 0, 7, 12);
const hourMs = 3_600_000;
const facts: RefusalFacts = {
  generation: "1.0",
  code: "credentials-refused",
  vendorCodes: ["err_xdk_invalid_signature"],
  vendorMessage: "0004 Invalid Signature",
  shapeProblems: [],
  clockSkewMs: 0,
  keysWorkAt: null,
  workedUntil: null,
  expiresAt: null,
  hostRegion: "EU",
  now,
};
const first = (change: Partial<RefusalFacts>): string =>
  rankRefusalCauses({ ...facts, ...change })[0]?.cause ?? "";

describe("the likeliest cause of a refusal", () => {
  test.each([
    ["keys that don't belong together, when it never worked", {}, /belong together/],
    ["an expired binding, when the tenant says 418", { code: "keys-expired" }, /outlived/],
    [
      "a swapped field, when a value has the wrong shape",
      { shapeProblems: ["secretKey looks like a GUID"] },
      /field/,
    ],
    ["the half hour of a new application", { keysWorkAt: now + hourMs / 4 }, /too new/],
    ["the clock, when it is an hour off", { clockSkewMs: hourMs }, /clock/],
    ["the application, when the tenant names it", { vendorCodes: ["err_developer_key"] }, /application id/],
    ["something that changed, when it worked before", { workedUntil: now - hourMs }, /disabled/],
    [
      "the date of expiry, when it has passed",
      { expiresAt: now - hourMs, workedUntil: now - 2 * hourMs },
      /expired/,
    ],
  ] as const)("is %s", (_what, change, cause) => expect(first(change)).toMatch(cause));

  test("is not the clock where nothing is signed with it", () => {
    const causes = rankRefusalCauses({ ...facts, generation: "2.0", clockSkewMs: hourMs });
    expect(causes.some(({ cause }) => cause.includes("clock"))).toBe(false);
  });

  test("always leaves the address as a possibility, and every cause has evidence and a mend", () => {
    for (const workedUntil of [null, now]) {
      const causes = rankRefusalCauses({ ...facts, workedUntil });
      expect(causes.some(({ cause }) => cause.includes("addresses"))).toBe(true);
      for (const { evidence, mend } of causes)
        expect(Math.min(evidence.length, mend.length)).toBeGreaterThan(10);
    }
  });
});
