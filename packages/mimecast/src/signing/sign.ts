import { createHmac } from "node:crypto";

export interface SignatureInput {
  /** As sent in `x-mc-date`. */
  readonly date: string;
  /** As sent in `x-mc-req-id`. */
  readonly requestId: string;
  /** Path only: no host, no query. The body is not signed. */
  readonly path: string;
  readonly applicationKey: string;
  /** Base64. */
  readonly secretKey: string;
}

/** The base64 HMAC-SHA1 of API 1.0 (integrations.mimecast.com, "Authorization"). */
export function signRequest(input: SignatureInput): string {
  const text = `${input.date}:${input.requestId}:${input.path}:${input.applicationKey}`;
  return createHmac("sha1", Buffer.from(input.secretKey, "base64")).update(text, "utf8").digest("base64");
}

/** `Tue, 24 Nov 2015 12:50:11 UTC`: the vendor wants the letters UTC where HTTP dates say GMT. */
export function formatSignatureDate(epochMs: number): string {
  return new Date(epochMs).toUTCString().replace(/GMT$/, "UTC");
}
