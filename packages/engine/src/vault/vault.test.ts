import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createActing, createRecorder } from "../audit/index.js";
import { openSqliteStore, type Store } from "../store/index.js";
import { openVault, type SealedSecrets } from "./index.js";

let home: string;
let store: Store;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "postern-vault-"));
  store = await openSqliteStore({ home });
});
afterEach(async () => {
  await store.close();
  await rm(home, { recursive: true });
});

const record = createRecorder({ acting: createActing(), now: () => 1000 });
const open = (environmentKey?: string) => openVault({ store, home, environmentKey, now: () => 1000, record });
const keyFile = () => join(home, "vault.key");

async function insertCredential(sealed: SealedSecrets): Promise<void> {
  await store.control
    .insertInto("credentials")
    .values({
      id: "one",
      name: "one",
      generation: "2.0",
      wrapped_key: sealed.wrappedKey,
      sealed: JSON.stringify(
        Object.fromEntries(
          Object.entries(sealed.fields).map(([field, blob]) => [field, blob.toString("base64")]),
        ),
      ),
      hints: "{}",
      created_at: 0,
    })
    .execute();
}

async function readCredential(): Promise<SealedSecrets> {
  const row = await store.read.selectFrom("credentials").selectAll().executeTakeFirstOrThrow();
  const fields = JSON.parse(row.sealed) as Record<string, string>;
  return {
    wrappedKey: Buffer.from(row.wrapped_key),
    fields: Object.fromEntries(
      Object.entries(fields).map(([field, value]) => [field, Buffer.from(value, "base64")]),
    ),
  };
}

describe("the vault's key", () => {
  test("is made once, for its owner alone, and found again", async () => {
    const [one, other] = await Promise.all([open(), open()]);
    expect((await one.status()).keyId).toBe((await other.status()).keyId);
    expect((await stat(keyFile())).mode & 0o777).toBe(0o600);
    expect((await readFile(keyFile(), "utf8")).trim()).toBe(await one.exportKey());
    expect((await readdir(home)).filter((name) => name.startsWith("vault"))).toEqual(["vault.key"]);
  });

  test("comes from the environment in base64 or hexadecimal, and then no file is made", async () => {
    const key = randomBytes(32);
    expect(await (await open(key.toString("base64"))).exportKey()).toBe(key.toString("base64"));
    expect(await (await open(key.toString("hex"))).exportKey()).toBe(key.toString("base64"));
    await expect(stat(keyFile())).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("is refused in any other form", async () => {
    await expect(open("too-short")).rejects.toMatchObject({ code: "vault-bad-key" });
    await writeFile(keyFile(), "");
    await expect(open()).rejects.toMatchObject({ code: "vault-bad-key" });
  });

  test("is told at the door when it is the wrong one, or missing, and no new one is made", async () => {
    await open();
    await expect(open(randomBytes(32).toString("base64"))).rejects.toMatchObject({ code: "vault-wrong-key" });
    await rm(keyFile());
    await expect(open()).rejects.toMatchObject({ code: "vault-wrong-key" });
    await expect(stat(keyFile())).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("rotating the vault's key", () => {
  const secrets = { clientSecret: "a-very-secret-value" };

  test("seals every credential anew; the old key opens nothing more", async () => {
    const vault = await open();
    const old = await vault.exportKey();
    await insertCredential(vault.sealSecrets("one", secrets));
    const before = await vault.status();
    const after = await vault.rotate();
    expect(after.keyId).not.toBe(before.keyId);
    expect(await (await open()).openSecrets("one", await readCredential())).toEqual(secrets);
    await expect(open(old)).rejects.toMatchObject({ code: "vault-wrong-key" });
  });

  test("is noticed by a process that runs meanwhile", async () => {
    const [one, other] = [await open(), await open()];
    await insertCredential(one.sealSecrets("one", secrets));
    await other.rotate();
    expect(await one.openSecrets("one", await readCredential())).toEqual(secrets);
  });

  test("that was cut off before the change leaves the old key in force", async () => {
    const vault = await open();
    await insertCredential(vault.sealSecrets("one", secrets));
    await writeFile(join(home, "vault.key.next"), randomBytes(32).toString("base64"));
    expect(await (await open()).openSecrets("one", await readCredential())).toEqual(secrets);
    expect((await readdir(home)).includes("vault.key.next")).toBe(false);
  });

  test("that was cut off after the change goes on with the new key", async () => {
    const vault = await open();
    await insertCredential(vault.sealSecrets("one", secrets));
    const old = await vault.exportKey();
    await vault.rotate();
    // As if the kill had come just before the new file took the old one's place.
    await rename(keyFile(), join(home, "vault.key.next"));
    await writeFile(keyFile(), old);
    expect(await (await open()).openSecrets("one", await readCredential())).toEqual(secrets);
    expect((await readFile(keyFile(), "utf8")).trim()).not.toBe(old);
  });

  test("with the key in the environment takes the new one that is given, and asks for it otherwise", async () => {
    const [first, second] = [randomBytes(32).toString("base64"), randomBytes(32).toString("base64")];
    const vault = await open(first);
    await insertCredential(vault.sealSecrets("one", secrets));
    await expect(vault.rotate()).rejects.toMatchObject({ code: "bad-usage" });
    await vault.rotate(second);
    expect(await (await open(second)).openSecrets("one", await readCredential())).toEqual(secrets);
  });
});
