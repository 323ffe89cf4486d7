import { createCipheriv, createDecipheriv, createHash } from "node:crypto";

/** 32 bytes for AES-256. */
export type Key = Buffer;

const formatVersion = 1;
const nonceBytes = 12;
const tagBytes = 16;
const keyIdBytes = 8;

/** Names a key without telling it: the first bytes of its hash, as they stand in every blob it sealed. */
export function keyId(key: Key): Buffer {
  return createHash("sha256").update("postern-key-id").update(key).digest().subarray(0, keyIdBytes);
}

/**
 * Seals with AES-256-GCM. Layout: version (1) | key id (8) | nonce (12) | tag (16) | ciphertext.
 * `context` is authenticated and not stored: a blob moved to another row or field does not open.
 */
export function seal(request: { key: Key; plaintext: Buffer; context: string; nonce: Buffer }): Buffer {
  const cipher = createCipheriv("aes-256-gcm", request.key, request.nonce);
  cipher.setAAD(Buffer.from(request.context, "utf8"));
  const ciphertext = Buffer.concat([cipher.update(request.plaintext), cipher.final()]);
  return Buffer.concat([
    Buffer.of(formatVersion),
    keyId(request.key),
    request.nonce,
    cipher.getAuthTag(),
    ciphertext,
  ]);
}

/** Opens what `seal` made; null when the key, the context or the bytes are not the ones it was sealed with. */
export function unseal(request: { key: Key; blob: Buffer; context: string }): Buffer | null {
  const { blob } = request;
  const headBytes = 1 + keyIdBytes + nonceBytes + tagBytes;
  if (blob.length < headBytes || blob[0] !== formatVersion) return null;
  if (!blob.subarray(1, 1 + keyIdBytes).equals(keyId(request.key))) return null;
  const nonce = blob.subarray(1 + keyIdBytes, 1 + keyIdBytes + nonceBytes);
  const decipher = createDecipheriv("aes-256-gcm", request.key, nonce);
  decipher.setAAD(Buffer.from(request.context, "utf8"));
  decipher.setAuthTag(blob.subarray(headBytes - tagBytes, headBytes));
  try {
    return Buffer.concat([decipher.update(blob.subarray(headBytes)), decipher.final()]);
  } catch {
    return null;
  }
}

export { nonceBytes };
