import { createHeldBytes } from "./held-bytes.js";

/** A record as text, with its place: the number of its line or its item. */
export interface Line {
  readonly number: number;
  readonly text: string;
  readonly isCut: boolean;
}

const lineFeed = 0x0a;
const byteOrderMark = Buffer.from("\ufeff");

/**
 * Splits a stream of bytes into lines (`\n`, `\r\n`), leaving out blank ones and a byte order mark; numbers count every line, from 1.
 * Each line is decoded by itself: one that is all ASCII stays one byte a character, and holds no other in memory.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line[]> {
  const held = createHeldBytes();
  let number = 0;
  for await (const { buffer, byteOffset, byteLength } of chunks) {
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    const lines: Line[] = [];
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(lineFeed, start);
      if (end === -1) break;
      number += 1;
      const piece = bytes.subarray(start, end);
      start = end + 1;
      if (!held.isEmpty) held.add(piece);
      const line = toLine(held.isEmpty ? { bytes: piece, isCut: false } : held.take(), number);
      if (line !== null) lines.push(line);
    }
    if (start < bytes.length) held.add(bytes.subarray(start));
    if (lines.length > 0) yield lines;
  }
  const last = toLine(held.take(), number + 1);
  if (last !== null) yield [last];
}

function toLine({ bytes, isCut }: { bytes: Buffer; isCut: boolean }, number: number): Line | null {
  const end = bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length;
  const start = number === 1 && beginsWithMark(bytes) ? byteOrderMark.length : 0;
  const text = bytes.toString("utf8", start, end);
  return text.trim() === "" ? null : { number, text, isCut };
}

function beginsWithMark(bytes: Buffer): boolean {
  return byteOrderMark.equals(bytes.subarray(0, byteOrderMark.length));
}
