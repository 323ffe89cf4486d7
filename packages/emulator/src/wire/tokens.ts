import { createHmac, timingSafeEqual } from "node:crypto";
import { deflateSync, inflateSync } from "node:zlib";
import { parseJson } from "./decode.js";
import { KeyedHash } from "./keyed-hash.js";

/** What leads to the next part of a list, a log or a feed. */
const cursorKind = /page$|^siem-batch$|^siem-chain$|^threat-feed$/;

/** Of base64: nine bytes. */
const tagLength = 12;

/** Makes the opaque tokens and ids of this tenant, and knows its own when it sees them again. */
export class TokenMint {
  private readonly secret: string;
  private readonly hash: KeyedHash;
  private rotations = 0;

  constructor(secret: string) {
    this.secret = secret;
    this.hash = new KeyedHash("sha256", Buffer.from(secret));
  }

  /** Page tokens and cursors of before aren't known any more; ids are. */
  rotate(): void {
    this.rotations += 1;
  }

  /** In the format of compressed data and URL-safe, so that it begins with `eN` like the vendor's. */
  seal(kind: string, payload: readonly (string | number | boolean | null)[]): string {
    const text = JSON.stringify(payload);
    const signed = `${text.slice(0, -1)}${payload.length === 0 ? "" : ","}"${this.sign(kind, text)}"]`;
    return pack(Buffer.from(signed)).toString("base64url");
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
    return this.hash.digest(text, "hex");
  }

  private sign(kind: string, text: string): string {
    const turn = this.rotations > 0 && cursorKind.test(kind) ? ` ${this.rotations}` : "";
    return this.hash.digest(`${kind}${turn}\n${text}`, "base64url").slice(0, tagLength);
  }
}

/** Longer texts are worth the trouble of compressing them; it costs more than all the rest of a call. */
const longestStored = 300;

function pack(bytes: Buffer): Buffer {
  return bytes.length > longestStored ? deflateSync(bytes, { level: 9 }) : store(bytes);
}

/** The bytes as they are, as one block of the format (RFC 1950, RFC 1951), marked as what level 9 marks. */
function store(bytes: Buffer): Buffer {
  const { length } = bytes;
  const packed = Buffer.allocUnsafe(length + 11);
  packed.writeUInt16BE(0x78da, 0);
  packed.writeUInt8(1, 2);
  packed.writeUInt16LE(length, 3);
  packed.writeUInt16LE(~length & 0xffff, 5);
  bytes.copy(packed, 7);
  packed.writeUInt32BE(checkSum(bytes), length + 7);
  return packed;
}

/** Adler-32. */
function checkSum(bytes: Buffer): number {
  let low = 1;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return high * 65_536 + low;
}

function inflateText(token: string): string {
  try {
    return inflateSync(Buffer.from(token, "base64url"), { maxOutputLength: 65_536 }).toString();
  } catch {
    return "";
  }
}
