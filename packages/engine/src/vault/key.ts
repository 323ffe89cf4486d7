import { randomBytes } from "node:crypto";
import { link, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { PosternError } from "../errors/index.js";
import type { Key } from "./seal.js";

const keyFileName = "vault.key";

/**
 * The key that wraps all others: from `POSTERN_KEY`, else from the key file in the data directory, which is
 * made with mode 0600 at first start. Throws `vault-bad-key`.
 */
export async function loadKey(request: { home: string; environmentKey: string | undefined }): Promise<Key> {
  if (request.environmentKey !== undefined && request.environmentKey !== "") {
    return decodeKey(request.environmentKey, "POSTERN_KEY");
  }
  const path = join(request.home, keyFileName);
  return decodeKey((await readOrCreateKeyFile(path)).trim(), path);
}

function decodeKey(text: string, where: string): Key {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, "hex") : Buffer.from(text, "base64");
  if (bytes.length === 32) return bytes;
  throw new PosternError("vault-bad-key", `${where} does not hold 32 bytes in base64 or hexadecimal.`);
}

async function readOrCreateKeyFile(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  // Written aside and linked into place: a kill in between leaves no half key, and of two starts at once one wins.
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  const file = await open(draft, "wx", 0o600);
  await file.writeFile(`${randomBytes(32).toString("base64")}\n`);
  await file.sync();
  await file.close();
  try {
    await link(draft, path);
  } catch (error) {
    if (!isExisting(error)) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return await readFile(path, "utf8");
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}
