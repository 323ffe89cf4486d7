import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maxRecordBytes } from "./held-bytes.js";
import { splitItems } from "./json-items.js";

async function collect(text: string, size = text.length): Promise<string[]> {
  const bytes = Buffer.from(text, "utf8");
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  const items: string[] = [];
  for await (const part of splitItems(Readable.from(chunks), "objects")) {
    items.push(...part.map((item) => item.text));
  }
  return items;
}

describe("splitting the items of a list", () => {
  test("finds what JSON.parse finds, wherever the chunks are cut and whatever stands beside the list", async () => {
    const whitespace = fc.constantFrom("", " ", "\n\t");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue({ maxDepth: 3 })),
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })),
        fc.constantFrom(0, 1, 2),
        fc.integer({ min: 1, max: 12 }),
        whitespace,
        async (objects, beside, indent, size, space) => {
          const { objects: _taken, ...others } = beside;
          for (const whole of [{ ...others, objects }, { objects, ...others }, objects]) {
            const text = space + JSON.stringify(whole, null, indent) + space;
            expect((await collect(text, size)).map((item) => JSON.parse(item))).toEqual(
              objects.map((item) => JSON.parse(JSON.stringify(item))),
            );
          }
        },
      ),
    );
  });

  test("takes no list of the same name from further inside", async () => {
    expect(await collect('{"a":{"objects":[1]},"b":"objects","c":[2],"objects":[3]}')).toEqual(["3"]);
  });

  test.each([
    ['{"objects":[{"a":1},{"b"', "cut off"],
    ['{"type":"bundle"}', "without a list"],
    ['{"objects":{"a":1}}', "without a list"],
  ])("says of %s that it is broken, after what is good", async (text, problem) => {
    await expect(collect(text)).rejects.toThrow(problem);
  });

  test("cuts an item without end instead of holding it", async () => {
    const text = "x".repeat(maxRecordBytes + 10);
    const items: boolean[] = [];
    const chunks = Readable.from([Buffer.from(`{"objects":["${text}`), Buffer.from('",2]}')]);
    for await (const part of splitItems(chunks, "objects")) items.push(...part.map(({ isCut }) => isCut));
    expect(items).toEqual([true, false]);
  });
});
