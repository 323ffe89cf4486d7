import { StringDecoder } from "node:string_decoder";

/** Longer lines are cut: no record of this API comes near, and memory stays bounded. */
export const maxLineCharacters = 16 * 1024 * 1024;

export interface Line {
  readonly number: number;
  readonly text: string;
  readonly isCut: boolean;
}

/** Splits a stream of bytes into lines (`\n`, `\r\n`), leaving out blank ones; numbers count every line, from 1. */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line[]> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let number = 0;
  let isCut = false;
  const takeLines = (texts: readonly string[]): Line[] => {
    const lines: Line[] = [];
    for (const text of texts) {
      number += 1;
      const bare = text.endsWith("\r") ? text.slice(0, -1) : text;
      if (bare.trim() !== "") lines.push({ number, text: bare, isCut });
      isCut = false;
    }
    return lines;
  };
  for await (const chunk of chunks) {
    const texts = (rest + decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))).split(
      "\n",
    );
    rest = texts.pop() ?? "";
    const lines = takeLines(texts);
    if (rest.length > maxLineCharacters) {
      rest = rest.slice(0, maxLineCharacters);
      isCut = true;
    }
    if (lines.length > 0) yield lines;
  }
  const last = takeLines([rest + decoder.end()]);
  if (last.length > 0) yield last;
}
