import { createHmac, timingSafeEqual } from "node:crypto";
import { deflateSync, inflateSync } from "node:zlib";
import { parseJson } from "./decode.js";

const tagBytes = 9;

/** Makes the opaque tokens and ids of this tenant, and knows its own when it sees them again. */
export class TokenMint {
  private readonly secret: string;

  constructor(secret: string) {
    this.secret = secret;
  }

  /** Compressed and URL-safe, so that it begins with `eN` like the vendor's. */
  seal(kind: string, payload: readonly (string | number | boolean | null)[]): string {
    const text = JSON.stringify([...payload, this.sign(kind, JSON.stringify(payload))]);
    return deflateSync(Buffer.from(text), { level: 9 }).toString("base64url");
  }

  /** The payload, or null for a token of another kind or tenant, or one that was damaged. */
  open(kind: string, token: string): readonly unknown[] | null {
    const content = parseJson(inflateText(token));
    if (!Array.isArray(content) || content.length < 1) return null;
    const payload: readonly unknown[] = content.slice(0, -1);
    const tag: unknown = content[content.length - 1];
    const expected = this.sign(kind, JSON.stringify(payload));
    if (typeof tag !== "string" || tag.length !== expected.length) return null;
    return timingSafeEqual(Buffer.from(tag), Buffer.from(expected)) ? payload : null;
  }

  /** A plain blob, as ids of managed URLs are. */
  blob(kind: string, serial: number): string {
    return createHmac("sha512", this.secret).update(`${kind}:${serial}`).digest("base64url");
  }

  /** Hexadecimal signature of a text, for presigned links. */
  signHex(text: string): string {
    return createHmac("sha256", this.secret).update(text).digest("hex");
  }

  private sign(kind: string, text: string): string {
    return createHmac("sha256", this.secret)
      .update(`${kind}\n${text}`)
      .digest()
      .subarray(0, tagBytes)
      .toString("base64url");
  }
}

function inflateText(token: string): string {
  try {
    return inflateSync(Buffer.from(token, "base64url"), { maxOutputLength: 65_536 }).toString();
  } catch {
    return "";
  }
}
