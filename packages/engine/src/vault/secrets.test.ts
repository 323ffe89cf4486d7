import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { hintOf, openSecrets, rewrapKey, sealSecrets } from "./secrets.js";

const secrets = { clientId: "client-id", clientSecret: "a-very-secret-value" };
const key = randomBytes(32);
const credentialId = "one";

describe("sealed secrets", () => {
  test("open to what they were, and hold nothing readable in between", () => {
    const sealed = sealSecrets(key, { credentialId, secrets });
    expect(openSecrets(key, { credentialId, sealed })).toEqual(secrets);
    const bytes = Buffer.concat([sealed.wrappedKey, ...Object.values(sealed.fields)]);
    expect(bytes.includes("a-very-secret-value")).toBe(false);
  });

  test("differ each time, though the secret is the same", () => {
    const one = sealSecrets(key, { credentialId, secrets });
    const other = sealSecrets(key, { credentialId, secrets });
    expect(one.fields["clientSecret"]).not.toEqual(other.fields["clientSecret"]);
  });

  test("do not open with another key, for another credential, in another field, or changed", () => {
    const sealed = sealSecrets(key, { credentialId, secrets });
    const { clientId = Buffer.of(), clientSecret = Buffer.of() } = sealed.fields;
    const changed = Buffer.from(clientSecret);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(openSecrets(randomBytes(32), { credentialId, sealed })).toBeNull();
    expect(openSecrets(key, { credentialId: "two", sealed })).toBeNull();
    for (const fields of [
      { clientId: clientSecret, clientSecret: clientId },
      { clientId, clientSecret: changed },
      { clientId, clientSecret: clientSecret.subarray(0, 20) },
    ]) {
      expect(openSecrets(key, { credentialId, sealed: { ...sealed, fields } })).toBeNull();
    }
  });

  test("change their master key without being opened themselves", () => {
    const sealed = sealSecrets(key, { credentialId, secrets });
    const to = randomBytes(32);
    const wrappedKey = rewrapKey({ from: key, to }, { credentialId, wrappedKey: sealed.wrappedKey });
    const moved = { ...sealed, wrappedKey: wrappedKey ?? Buffer.of() };
    expect(openSecrets(to, { credentialId, sealed: moved })).toEqual(secrets);
    expect(openSecrets(key, { credentialId, sealed: moved })).toBeNull();
    expect(rewrapKey({ from: to, to: key }, { credentialId, wrappedKey: sealed.wrappedKey })).toBeNull();
  });

  test("show at most their last four characters, and none of a short one", () => {
    expect(hintOf("0123456789abcdef").lastFour).toBe("cdef");
    expect(hintOf("short").lastFour).toBe("");
    expect(hintOf("short").fingerprint).toMatch(/^[0-9a-f]{12}$/);
  });
});
