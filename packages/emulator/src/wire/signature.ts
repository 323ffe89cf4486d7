import { createHmac, timingSafeEqual } from "node:crypto";

/** What an API 1.0 call signs. The path is the path alone: no host, no query, and the body is not signed. */
export interface SignedParts {
  readonly date: string;
  readonly requestId: string;
  readonly path: string;
  readonly applicationKey: string;
}

/** The base64 signature: HMAC-SHA1 under the decoded secret key. */
export function computeSignature(parts: SignedParts, secretKey: string): string {
  const text = `${parts.date}:${parts.requestId}:${parts.path}:${parts.applicationKey}`;
  return createHmac("sha1", Buffer.from(secretKey, "base64")).update(text).digest("base64");
}

export function isSameSignature(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}
