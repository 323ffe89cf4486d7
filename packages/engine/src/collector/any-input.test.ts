import fc from "fast-check";
import { expect, test } from "vitest";
import { feeds } from "../feeds/index.js";
import { type Batch, createBatchBuilder } from "./batch.js";
import { splitLines } from "./lines.js";

const source = { part: "", name: "any.json", fileName: "any.json", fallbackTime: Date.UTC(2026, 0, 5) };
const all = feeds.map((feed) => ({ name: feed.name, feed }));
const countOf = ({ events, quarantine }: Batch) => events.rows.length + quarantine.length;

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

test.each(all)(
  "whatever stands in place of a line of $name, it is stored or in quarantine",
  async ({ feed }) => {
    const line = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.json({ maxDepth: 3 }).map(toBytes));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 8 }),
        fc.integer({ min: 1, max: 50 }),
        async (lines, size) => {
          const builder = createBatchBuilder(feed, source);
          let read = 0;
          const bytes = Buffer.concat(lines.map((each) => Buffer.concat([each, toBytes("\n")])));
          for await (const some of splitLines(chunksOf(bytes, size))) {
            for (const { text, number } of some) builder.addText(text, { line: number });
            read += some.length;
          }
          expect(countOf(builder.take())).toBe(read);
        },
      ),
      { numRuns: 30 },
    );
  },
);

test.each(all)("whatever stands in place of a record of $name, it is stored or in quarantine", ({ feed }) => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 4 })), (values) => {
      const builder = createBatchBuilder(feed, source);
      for (const [line, value] of values.entries()) builder.addValue(value, { line });
      expect(countOf(builder.take())).toBe(values.length);
    }),
    { numRuns: 50 },
  );
});

test("records nested without end, and lists without end, stop nothing", () => {
  const [feed] = feeds;
  if (feed === undefined) throw new Error("there is no feed");
  const deep: unknown = JSON.parse(`{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`);
  const wide = {
    url: "https://a.example/",
    recipients: Array.from({ length: 300_000 }, (_, index) => index),
  };
  const builder = createBatchBuilder(feed, source);
  for (const [line, value] of [deep, [deep], wide].entries()) builder.addValue(value, { line });
  builder.addText(`{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, { line: 4 });
  const { events, quarantine } = builder.take();
  expect(events.rows).toHaveLength(1);
  expect(quarantine.map(({ detail }) => detail)).toEqual([
    "nested deeper than 100 levels",
    "not an object",
    "nested deeper than 100 levels",
  ]);
  // What could be written of it was kept.
  expect(Buffer.from(quarantine[0]?.bytes ?? []).toString("utf8")).toMatch(/^\{"a":\[\[/);
});

function toBytes(text: string): Buffer {
  return Buffer.from(text, "utf8");
}
