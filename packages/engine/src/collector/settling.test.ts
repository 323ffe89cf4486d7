import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { findFeed } from "../feeds/index.js";
import { createBatchBuilder } from "./batch.js";

const feed = findFeed("ttp-url");
const record = {
  url: "https://a.example/",
  userEmailAddress: "ann@b.example",
  date: "2026-01-05T12:00:00+0000",
};
const nameOf = (text: string) => `${feed.name} ${hash("sha256", text).slice(0, 16)}`;

test("a record of a list leaves quarantine when it can be decoded; one that can't stays", () => {
  const openEntries = new Map([
    [nameOf(JSON.stringify(record)), [{ id: 7, line: null }]],
    [nameOf('"oops"'), [{ id: 8, line: null }]],
  ]);
  const source = { part: "", name: "a span", fileName: null, fallbackTime: 0, isList: true } as const;
  const builder = createBatchBuilder(feed, source, { openEntries });
  builder.addValue("oops", { line: 1 });
  builder.addValue(record, { line: 2 });
  expect(builder.take()).toMatchObject({ settled: [7] });
  builder.addValue({ ...record, url: "https://c.example/" }, { line: 1 });
  expect(builder.take().settled).toEqual([]);
});

test("a file that was read to its end leaves quarantine, but for the lines that are broken again", () => {
  const openEntries = new Map([
    [
      "a.gz",
      [
        { id: 1, line: null },
        { id: 2, line: 2 },
        { id: 3, line: 3 },
      ],
    ],
    ["b.gz", [{ id: 4, line: null }]],
  ]);
  const source = { part: "", name: "a.gz", fileName: "a.gz", fallbackTime: 0 };
  const builder = createBatchBuilder(feed, source, { openEntries });
  builder.addText(JSON.stringify(record), { line: 1 });
  builder.addText("{oops", { line: 2 });
  builder.addText(JSON.stringify(record), { line: 3 });
  expect(builder.take().settled).toEqual([]);
  builder.endFile("a.gz");
  expect(builder.take().settled).toEqual([1, 3]);
});
