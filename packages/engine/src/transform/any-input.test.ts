import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { feeds, findFeed } from "../feeds/index.js";
import { type Form, forms } from "../forms/index.js";
import { type Problem, transform } from "./index.js";

const click = JSON.stringify({
  url: "https://lure.example/a",
  userEmailAddress: "bo@corp.example",
  date: "2026-01-05T09:33:29+0000",
});

interface Settings {
  readonly feed?: string;
  readonly form?: Form;
  readonly pieces?: number;
}

async function run(input: Uint8Array, { feed, form = "ecs", pieces = 1 << 16 }: Settings = {}) {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let start = 0; start < input.length; start += pieces) yield input.subarray(start, start + pieces);
  }
  const documents: string[] = [];
  const problems: Problem[] = [];
  const options = { feed: feed === undefined ? null : findFeed(feed), form, fallbackTime: 0 };
  for await (const batch of transform(chunks(), options)) {
    for (const { text } of batch.documents) documents.push(text);
    problems.push(...batch.problems);
  }
  return { documents, problems };
}

const bytesOf = (text: string) => Buffer.from(text, "utf8");
/** A line that stands for itself: what begins like a JSON document may go on over the next ones. */
const strayLine = fc
  .uint8Array({ minLength: 1, maxLength: 60 })
  .map((bytes) => Buffer.from(bytes).toString("latin1").replaceAll("\n", " "))
  .filter((text) => text.trim() !== "" && !/^\s*[[{\ufeff]/.test(text));
const anyFeed = fc.constantFrom(undefined, ...feeds.map(({ name }) => name));

test("every line comes to a document or a problem, and no record is lost to what stands beside it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.constant(click), strayLine), { maxLength: 12 }), async (lines) => {
      // A first line, so that none of them is taken for the mark of an encoding or of gzip.
      const { documents, problems } = await run(bytesOf([click, ...lines].join("\n")));
      const records = 1 + lines.filter((line) => line === click).length;
      expect(documents).toHaveLength(records);
      expect(problems).toHaveLength(1 + lines.length - records);
    }),
    { numRuns: 150 },
  );
});

test("any bytes at all, in pieces of any size, as any feed, in any form: never a crash, never silence", async () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom(
        click,
        '{"data":[',
        "[",
        "{",
        '{"a":',
        "\n",
        "\r\n",
        "]",
        "}",
        "a=b|c=d|",
        '{"fail":[{}]}',
      )
      .map(bytesOf),
    fc.json({ maxDepth: 3 }).map(bytesOf),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 8 }),
      anyFeed,
      fc.constantFrom(...forms),
      fc.integer({ min: 1, max: 30 }),
      async (parts, feed, form, pieces) => {
        const input = Buffer.concat([bytesOf("x\n"), ...parts]);
        const settings = { form, ...(feed === undefined ? {} : { feed }) };
        const outcome = await run(input, settings);
        expect(outcome.problems.map(({ code }) => code)).not.toContain("internal");
        expect(outcome.problems[0]?.line).toBe(1);
        for (const text of outcome.documents) expect(() => JSON.parse(text)).not.toThrow();
        expect(await run(input, { ...settings, pieces })).toEqual(outcome);
      },
    ),
    { numRuns: 150 },
  );
});

test("a gzip damaged anywhere gives what it can and says the rest", async () => {
  const zipped = gzipSync(`${click}\n`.repeat(200));
  await fc.assert(
    fc.asyncProperty(fc.nat(zipped.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
      const damaged = Buffer.from(zipped);
      damaged[place] = (damaged[place] ?? 0) ^ change;
      const { documents, problems } = await run(damaged);
      // The header's time, system and flags for nobody are not part of what is checked.
      if (place >= 10) expect(documents.length + problems.length).toBeGreaterThan(0);
      expect(documents.length).toBeLessThanOrEqual(200);
      if (documents.length < 200) expect(problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 60 },
  );
});
