import { expect, test } from "vitest";
import { createRedactor } from "./index.js";

const secret = 'p/q+r="canary secret"';

test.each([
  { form: "as it is", text: `key ${secret} refused` },
  { form: "in a form", text: new URLSearchParams({ client: secret }).toString() },
  { form: "in a query", text: `client=${encodeURIComponent(secret)}` },
  { form: "in JSON", text: JSON.stringify({ client: secret }) },
  { form: "after very much text", text: `${"x".repeat(4_090)}${secret}` },
])("a known secret is taken out $form", ({ text }) => {
  const cleaned = createRedactor([secret]).clean(text);
  expect(cleaned).not.toContain("canary");
});

test("a granted token is taken out from the moment it is learnt", () => {
  const redactor = createRedactor([]);
  redactor.learn("canary-token");
  expect(redactor.clean("token canary-token is bad")).toBe("token [redacted] is bad");
});

test.each([
  "Authorization: Bearer eyJcanary.x-y_z",
  "Authorization: MC canary-access:c2lnbmF0dXJl",
  '{"access_token":"canary"}',
  "client_secret=canary&x=1",
  "GET https://store.example/a.gz?X-Amz-Signature=canary failed",
  "X-Amz-Signature=canary",
  "proxy http://user:canary@proxy.example:3128 refused",
])("a secret nobody told of is known by its shape: %s", (text) => {
  expect(createRedactor([]).clean(text)).not.toContain("canary");
});

test("control characters don't reach a terminal, and length is bounded", () => {
  const redactor = createRedactor([]);
  expect(redactor.clean("a\u001b[31mb\r\nc")).toBe("a [31mb c");
  expect(redactor.clean("y".repeat(100_000))).toHaveLength(1_000);
});

test("nested values are cleaned, keys too, and depth is bounded", () => {
  const redactor = createRedactor(["canary"]);
  expect(redactor.cleanDeep({ canary: ["x canary", 1, null, true] })).toEqual({
    "[redacted]": ["x [redacted]", 1, null, true],
  });
  let deep: unknown = "canary";
  for (let level = 0; level < 10_000; level += 1) deep = [deep];
  expect(JSON.stringify(redactor.cleanDeep(deep))).not.toContain("canary");
});
