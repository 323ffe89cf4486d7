/** The little of ASN.1's DER that a certificate needs. node:crypto reads certificates and can't write them. */

function encode(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const digits = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...digits]), content]);
}

export const der = {
  sequence: (...parts: readonly Buffer[]) => encode(0x30, Buffer.concat(parts)),
  set: (...parts: readonly Buffer[]) => encode(0x31, Buffer.concat(parts)),
  /** A positive number from its big-endian bytes. */
  integer: (bytes: Buffer) =>
    encode(0x02, (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes])),
  boolean: (value: boolean) => encode(0x01, Buffer.from([value ? 0xff : 0])),
  octets: (content: Buffer) => encode(0x04, content),
  /** `unused` bits at the end count for nothing. */
  bits: (content: Buffer, unused = 0) => encode(0x03, Buffer.concat([Buffer.from([unused]), content])),
  text: (text: string) => encode(0x0c, Buffer.from(text)),
  /** A time before 2050; RFC 5280 wants later ones written otherwise. */
  time: (moment: number) =>
    encode(0x17, Buffer.from(`${new Date(moment).toISOString().slice(2, 19).replace(/\D/g, "")}Z`)),
  identifier: (dotted: string) => {
    const [first = 0, second = 0, ...others] = dotted.split(".").map(Number);
    return encode(0x06, Buffer.from([first * 40 + second, ...others.flatMap(inBase128)]));
  },
  /** `[tag]`, with the fields of a structure inside. */
  explicit: (tag: number, content: Buffer) => encode(0xa0 | tag, content),
  /** `[tag]` in the place of a simple type's own tag. */
  implicit: (tag: number, content: Buffer) => encode(0x80 | tag, content),
} as const;

function inBase128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}
