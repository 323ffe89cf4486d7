import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Signs what a person agreed to, so that a line written into the database by hand is no approval. */
export interface Signer {
  /** Ed25519, in base64. */
  sign(text: string): string;
  verify(text: string, signature: string): boolean;
}

/** The key lies beside the vault's, in `signing.key` (PEM, its owner's alone), made when it is first needed. */
export async function openSigner(home: string): Promise<Signer> {
  const path = join(home, "signing.key");
  const privateKey = createPrivateKey((await readPem(path)) ?? (await makePem(path)));
  const publicKey = createPublicKey(privateKey);
  return {
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString("base64"),
    verify: (text, signature) => verify(null, Buffer.from(text), publicKey, Buffer.from(signature, "base64")),
  };
}

async function readPem(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** Of two processes that start at once, the second takes the first one's key. */
async function makePem(path: string): Promise<string> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  try {
    await writeFile(path, pem, { mode: 0o600, flag: "wx" });
    return pem;
  } catch (error) {
    const existing = await readPem(path);
    if (existing === null) throw error;
    return existing;
  }
}
