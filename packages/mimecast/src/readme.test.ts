import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { errorKinds, operations } from "./index.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the README explains every kind of error, in the words of the code", () => {
  const rows = [...readme.matchAll(/^\| `([a-z-]+)` +\| (.*?) *\|$/gm)];
  expect(Object.fromEntries(rows.map(([, kind, meaning]) => [kind, meaning]))).toEqual(errorKinds);
});

test("the README calls only operations that exist", () => {
  const named = [...readme.matchAll(/(?:pages|call|readRows)\("([^"]+)"/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(0);
  for (const name of named) expect(Object.keys(operations)).toContain(name);
});
