/** Longer lines are cut: no record of this API comes near, and memory stays bounded. */
export const maxLineBytes = 16 * 1024 * 1024;

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
  let pieces: Buffer[] = [];
  let heldBytes = 0;
  let number = 0;
  const hold = (piece: Buffer): void => {
    const kept = piece.subarray(0, Math.max(0, maxLineBytes - heldBytes));
    if (kept.length > 0) pieces.push(kept);
    heldBytes += piece.length;
  };
  const readHeld = (): Line | null => {
    const line = toLine(Buffer.concat(pieces), { number, isCut: heldBytes > maxLineBytes });
    pieces = [];
    heldBytes = 0;
    return line;
  };
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
      if (heldBytes > 0) hold(piece);
      const line = heldBytes > 0 ? readHeld() : toLine(piece, { number, isCut: false });
      if (line !== null) lines.push(line);
    }
    if (start < bytes.length) hold(bytes.subarray(start));
    if (lines.length > 0) yield lines;
  }
  number += 1;
  const last = readHeld();
  if (last !== null) yield [last];
}

function toLine(bytes: Buffer, { number, isCut }: { number: number; isCut: boolean }): Line | null {
  const end = bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length;
  const start = number === 1 && beginsWithMark(bytes) ? byteOrderMark.length : 0;
  const text = bytes.toString("utf8", start, end);
  return text.trim() === "" ? null : { number, text, isCut };
}

function beginsWithMark(bytes: Buffer): boolean {
  return byteOrderMark.equals(bytes.subarray(0, byteOrderMark.length));
}
