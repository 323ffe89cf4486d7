import { type Feed, feeds, transform } from "@postern/engine";
import { describe, expect, test } from "vitest";
import { workday } from "../setting/setting.js";
import { exampleOf } from "./examples/index.js";
import { everyFeed } from "./scripted-vendor.js";

/** The feed under which its records are stored: a stream brings those of another one sooner. */
function storedAs({ name, reading }: Feed): string {
  return reading.kind === "stream" ? reading.confirmedBy : name;
}

async function transformOne(
  record: object,
  feed: Feed | null,
): Promise<{ documents: string[]; problems: string[] }> {
  async function* input(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(JSON.stringify(record));
  }
  const documents: string[] = [];
  const problems: string[] = [];
  for await (const batch of transform(input(), { feed, form: "ecs", fallbackTime: workday })) {
    for (const { text } of batch.documents) documents.push(text);
    for (const { message } of batch.problems) problems.push(message);
  }
  return { documents, problems };
}

describe.each(everyFeed)("$name", ({ name, feed }) => {
  test("is told by the fields of its records, full or bare, from every other feed", async () => {
    const { full, bare } = exampleOf(name);
    for (const record of [full(workday, 1), bare(1)]) {
      const claimants = feeds.filter(({ looksLike }) => looksLike?.(record)).map((each) => each.name);
      expect(claimants, JSON.stringify(record)).toEqual([storedAs(feed)]);
    }
  });

  test("gives one document whether it is named or told by its fields", async () => {
    const record = exampleOf(name).full(workday, 1);
    const named = await transformOne(record, feed);
    expect(named.problems).toEqual([]);
    expect(named.documents).toHaveLength(1);
    expect(await transformOne(record, null)).toEqual(named);
  });

  test("has a meaning in its table for every field of a full record", () => {
    const known = new Set([
      ...feed.forms.fields.map((field) => field.name.split(".", 1)[0]),
      ...[...(feed.forms.fieldsByType?.values() ?? [])].flat().map((field) => field.name.split(".", 1)[0]),
    ]);
    const unknown = Object.keys(exampleOf(name).full(workday, 1)).filter((key) => !known.has(key));
    expect(unknown).toEqual([]);
  });
});
