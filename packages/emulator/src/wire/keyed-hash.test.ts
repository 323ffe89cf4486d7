import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { KeyedHash } from "./keyed-hash.js";

test("is the platform's HMAC, for keys and texts of any length", () => {
  const keys = fc.uint8Array({ maxLength: 200 });
  const texts = fc.oneof(fc.string({ unit: "binary" }), fc.string({ minLength: 900, maxLength: 1200 }));
  fc.assert(
    fc.property(keys, texts, fc.constantFrom("sha1", "sha256"), (key, text, algorithm) => {
      const expected = createHmac(algorithm, key).update(text).digest("base64");
      expect(new KeyedHash(algorithm, Buffer.from(key)).digest(text, "base64")).toBe(expected);
    }),
    { numRuns: 40 },
  );
});
