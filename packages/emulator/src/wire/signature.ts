import { createHmac, type KeyObject, timingSafeEqual } from "node:crypto";

/** What an API 1.0 call signs. The path is the path alone: no host, no query, and the body is not signed. */
export interface SignedParts {
  readonly date: string;
  readonly requestId: string;
  readonly path: string;
  readonly applicationKey: string;
}

/** The base64 signature: HMAC-SHA1 under the secret key, decoded from base64 where it comes as text. */
export function computeSignature(parts: SignedParts, secretKey: string | KeyObject): string {
  const text = `${parts.date}:${parts.requestId}:${parts.path}:${parts.applicationKey}`;
  const key = typeof secretKey === "string" ? Buffer.from(secretKey, "base64") : secretKey;
  return createHmac("sha1", key).update(text).digest("base64");
}

export function isSameSignature(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}
