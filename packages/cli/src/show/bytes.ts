import { isUtf8 } from "node:buffer";

const bytesPerLine = 32;
const shownLines = 8;

/** The beginning of bytes that nobody could decode: as text where they are text, else in hexadecimal. */
export function describeBytes(bytes: Uint8Array, most: number): string[] {
  if (isUtf8(bytes)) return Buffer.from(bytes).subarray(0, most).toString("utf8").split("\n");
  const shown = Buffer.from(bytes).subarray(0, Math.min(most, shownLines * bytesPerLine));
  const lines: string[] = [];
  for (let start = 0; start < shown.length; start += bytesPerLine)
    lines.push(shown.subarray(start, start + bytesPerLine).toString("hex"));
  return ["no text; in hexadecimal it begins with", ...lines];
}
