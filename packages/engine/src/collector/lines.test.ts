import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maxRecordBytes } from "./held-bytes.js";
import { type Line, splitLines } from "./lines.js";

async function collect(chunks: readonly Uint8Array[]): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const part of splitLines(Readable.from(chunks))) lines.push(...part);
  return lines;
}

describe("splitting lines", () => {
  test("finds the same lines wherever the chunks are cut, inside a character too", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.stringMatching(/^[^\r\n]{0,9}$/)),
        fc.integer({ min: 1, max: 9 }),
        async (texts, size) => {
          const bytes = Buffer.from(texts.join("\n"), "utf8");
          const chunks: Buffer[] = [];
          for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
          const lines = await collect(chunks);
          expect(lines.map(({ text }) => text)).toEqual(
            bytes
              .toString("utf8")
              .split("\n")
              .filter((text) => text.trim() !== ""),
          );
        },
      ),
    );
  });

  test("leaves blank lines out and counts them", async () => {
    expect(await collect([Buffer.from("a\r\n\r\n\nb")])).toEqual([
      { number: 1, text: "a", isCut: false },
      { number: 4, text: "b", isCut: false },
    ]);
  });

  test("cuts an endless line instead of holding it", async () => {
    const chunk = Buffer.alloc(5 * 1024 * 1024, "x");
    const lines = await collect([chunk, chunk, chunk, chunk, chunk, Buffer.from("\nnext")]);
    expect(lines.map(({ isCut, text }) => [isCut, text.length <= maxRecordBytes + chunk.length])).toEqual([
      [true, true],
      [false, true],
    ]);
  });
});
