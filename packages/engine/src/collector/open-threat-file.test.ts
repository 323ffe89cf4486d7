import { expect, test } from "vitest";
import { openThreatFiles } from "./open-threat-file.js";
import { zipOf } from "./zip.suite.js";

const bundle = Buffer.from('{"type":"bundle","objects":[{"type":"malware"},{"type":"indicator"}]}');

async function open(bytes: Buffer): Promise<Record<string, string[]>> {
  const files: Record<string, string[]> = {};
  for await (const { name, objects } of openThreatFiles({ fileName: "feed", bytes })) {
    const texts: string[] = [];
    for await (const some of objects) texts.push(...some.map(({ text }) => text));
    files[name] = texts;
  }
  return files;
}

test("reads a bundle, alone or in a zip, each object as it stands there", async () => {
  const objects = ['{"type":"malware"}', '{"type":"indicator"}'];
  expect(await open(bundle)).toEqual({ feed: objects });
  expect(await open(zipOf({ "a.stix": bundle, "b.stix": bundle }))).toEqual({
    "a.stix": objects,
    "b.stix": objects,
  });
});

test.each([",", ";", "\t", "|"])("reads a table whose cells are separated by %j", async (separator) => {
  const rows = [
    ["id", "name", "hash"],
    ["i1", `"in""voice${separator}\r\n.exe"`, "aa"],
    ["i2", "", "bb", "more"],
  ];
  const table = Buffer.from(`${rows.map((row) => row.join(separator)).join("\r\n")}\r\n`);
  const [first = "", second = ""] = (await open(table))["feed"] ?? [];
  expect(JSON.parse(first)).toEqual({ id: "i1", name: `in"voice${separator}\r\n.exe`, hash: "aa" });
  expect(JSON.parse(second)).toEqual({ id: "i2", name: "", hash: "bb", "column 4": "more" });
});

test("an empty file has no objects, a page of HTML is broken", async () => {
  expect(await open(Buffer.alloc(0))).toEqual({ feed: [] });
  await expect(open(Buffer.from("<html>sign in</html>"))).rejects.toThrow("neither STIX nor a table");
});

test("a zip that was cut off is broken", async () => {
  await expect(open(zipOf({ "a.stix": bundle }).subarray(0, 60))).rejects.toThrow("zip");
});
