import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createVault, hintOf, loadKey } from "./index.js";

const secrets = { clientId: "client-id", clientSecret: "a-very-secret-value" };

describe("the vault", () => {
  test("opens what it sealed, and keeps nothing readable in between", () => {
    const vault = createVault(randomBytes(32));
    const sealed = vault.sealSecrets("one", secrets);
    expect(vault.openSecrets("one", sealed)).toEqual(secrets);
    const bytes = Buffer.concat([sealed.wrappedKey, ...Object.values(sealed.fields)]);
    expect(bytes.includes("a-very-secret-value")).toBe(false);
  });

  test("seals the same secret differently each time", () => {
    const vault = createVault(randomBytes(32));
    const one = vault.sealSecrets("one", secrets);
    const other = vault.sealSecrets("one", secrets);
    expect(one.fields["clientSecret"]).not.toEqual(other.fields["clientSecret"]);
  });

  test("refuses another key, another credential and swapped fields", () => {
    const vault = createVault(randomBytes(32));
    const sealed = vault.sealSecrets("one", secrets);
    const wrongKey = { code: "vault-wrong-key" };
    expect(() => createVault(randomBytes(32)).openSecrets("one", sealed)).toThrow(
      expect.objectContaining(wrongKey),
    );
    expect(() => vault.openSecrets("two", sealed)).toThrow(expect.objectContaining(wrongKey));
    const { clientId = Buffer.of(), clientSecret = Buffer.of() } = sealed.fields;
    const swapped = { ...sealed, fields: { clientId: clientSecret, clientSecret: clientId } };
    expect(() => vault.openSecrets("one", swapped)).toThrow(expect.objectContaining(wrongKey));
  });

  test("shows at most the last four characters, and none of a short secret", () => {
    expect(hintOf("0123456789abcdef").lastFour).toBe("cdef");
    expect(hintOf("short").lastFour).toBe("");
    expect(hintOf("short").fingerprint).toMatch(/^[0-9a-f]{12}$/);
  });
});

describe("the vault's key", () => {
  test("is made once, for its owner alone, and found again", async () => {
    const home = await mkdtemp(join(tmpdir(), "postern-key-"));
    const [one, other] = await Promise.all([
      loadKey({ home, environmentKey: undefined }),
      loadKey({ home, environmentKey: undefined }),
    ]);
    expect(one.equals(other)).toBe(true);
    expect((await stat(join(home, "vault.key"))).mode & 0o777).toBe(0o600);
    expect(Buffer.from((await readFile(join(home, "vault.key"), "utf8")).trim(), "base64").equals(one)).toBe(
      true,
    );
    await rm(home, { recursive: true });
  });

  test("comes from the environment in base64 or hexadecimal, and is refused in any other form", async () => {
    const home = await mkdtemp(join(tmpdir(), "postern-key-"));
    const key = randomBytes(32);
    for (const environmentKey of [key.toString("base64"), key.toString("hex")]) {
      expect((await loadKey({ home, environmentKey })).equals(key)).toBe(true);
    }
    await expect(loadKey({ home, environmentKey: "too-short" })).rejects.toMatchObject({
      code: "vault-bad-key",
    });
    await writeFile(join(home, "vault.key"), "");
    await expect(loadKey({ home, environmentKey: undefined })).rejects.toMatchObject({
      code: "vault-bad-key",
    });
    await rm(home, { recursive: true });
  });
});
