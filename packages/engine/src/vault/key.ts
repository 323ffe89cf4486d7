import { randomBytes } from "node:crypto";
import { link, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { PosternError } from "../errors/index.js";
import type { Key } from "./seal.js";

const keyFileName = "vault.key";
/** The key a rotation is changing to: it takes the other's place once everything is sealed with it. */
const nextKeyFileName = "vault.key.next";

/** 32 bytes in base64 or hexadecimal. Throws `vault-bad-key`. */
export function decodeKey(text: string, where: string): Key {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, "hex") : Buffer.from(text, "base64");
  if (bytes.length === 32) return bytes;
  throw new PosternError("vault-bad-key", `${where} does not hold 32 bytes in base64 or hexadecimal.`);
}

export function makeKey(): Key {
  return randomBytes(32);
}

export function readKeyFile(home: string): Promise<Key | null> {
  return readKeyAt(join(home, keyFileName));
}

export function readNextKeyFile(home: string): Promise<Key | null> {
  return readKeyAt(join(home, nextKeyFileName));
}

/** Makes the key file, for its owner alone; of two starts at once, one wins and both read its key. */
export async function createKeyFile(home: string): Promise<Key> {
  const path = join(home, keyFileName);
  const draft = await writeDraft(path, makeKey());
  try {
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const key = await readKeyAt(path);
  if (key === null) throw new PosternError("vault-bad-key", `${path} vanished while it was made.`);
  return key;
}

export async function writeNextKeyFile(home: string, key: Key): Promise<void> {
  const path = join(home, nextKeyFileName);
  await rename(await writeDraft(path, key), path);
}

export async function promoteNextKeyFile(home: string): Promise<void> {
  await rename(join(home, nextKeyFileName), join(home, keyFileName));
}

export async function dropNextKeyFile(home: string): Promise<void> {
  await rm(join(home, nextKeyFileName), { force: true });
}

async function readKeyAt(path: string): Promise<Key | null> {
  try {
    return decodeKey((await readFile(path, "utf8")).trim(), path);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
}

/** Written aside, whole and on the disk, before it gets its name: a kill in between leaves no half key. */
async function writeDraft(path: string, key: Key): Promise<string> {
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(`${key.toString("base64")}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return draft;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
