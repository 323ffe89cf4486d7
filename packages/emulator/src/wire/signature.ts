import { timingSafeEqual } from "node:crypto";
import { KeyedHash } from "./keyed-hash.js";

/** What an API 1.0 call signs. The path is the path alone: no host, no query, and the body is not signed. */
export interface SignedParts {
  readonly date: string;
  readonly requestId: string;
  readonly path: string;
  readonly applicationKey: string;
}

/** The base64 signature: HMAC-SHA1 under the secret key, decoded from base64 where it comes as text. */
export function computeSignature(parts: SignedParts, secretKey: string | KeyedHash): string {
  const text = `${parts.date}:${parts.requestId}:${parts.path}:${parts.applicationKey}`;
  const key = typeof secretKey === "string" ? signingKeyOf(secretKey) : secretKey;
  return key.digest(text, "base64");
}

/** A secret key, ready to check signatures with. */
export function signingKeyOf(secretKey: string): KeyedHash {
  return new KeyedHash("sha1", Buffer.from(secretKey, "base64"));
}

export function isSameSignature(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}
