import { describe, expect, test } from "vitest";
import { openSiemFiles, type SiemFile } from "./open-siem-file.js";
import { zipOf } from "./zip.suite.js";

const file = (records: readonly object[]): Buffer =>
  Buffer.from(JSON.stringify({ type: "MTA", data: records }));

async function open(fileName: string, bytes: Buffer): Promise<SiemFile[]> {
  const files: SiemFile[] = [];
  for await (const opened of openSiemFiles({ fileName, bytes })) files.push(opened);
  return files;
}

describe("opening an answer of API 1.0", () => {
  test("reads a single JSON file", async () => {
    expect(await open("receipt_1.json", file([{ a: 1 }]))).toEqual([
      { kind: "records", name: "receipt_1.json", records: [{ a: 1 }] },
    ]);
  });

  test("reads every file of a zip, and one broken file spoils no other", async () => {
    const bytes = zipOf({
      "receipt_1.json": file([{ a: 1 }, { a: 2 }]),
      "process_1.json": Buffer.from('{"type":"MTA","data":[{"a"'),
      "../../jrnl_1.json": file([]),
    });
    const files = await open("x.zip", bytes);
    expect(files.map(({ kind, name }) => [kind, name])).toEqual([
      ["records", "receipt_1.json"],
      ["broken", "process_1.json"],
      ["records", "jrnl_1.json"],
    ]);
  });

  test("reads key=value lines, whatever ends them and whatever a value holds", async () => {
    const text =
      "datetime=2026-01-05T09:33:29+0000|aCode=x|Subject=\\a=b|\r\ndatetime=y|RejInfo=k=v, [w]\rdatetime=z|";
    expect(await open("receipt_1.txt", Buffer.from(text))).toEqual([
      {
        kind: "records",
        name: "receipt_1.txt",
        records: [
          { datetime: "2026-01-05T09:33:29+0000", aCode: "x", Subject: "\\a=b" },
          { datetime: "y", RejInfo: "k=v, [w]" },
          { datetime: "z" },
        ],
      },
    ]);
  });

  test("takes an empty file for one without records", async () => {
    expect(await open("receipt_1.json", Buffer.alloc(0))).toEqual([
      { kind: "records", name: "receipt_1.json", records: [] },
    ]);
  });

  test.each([
    ["a zip that was cut off", zipOf({ "receipt_1.json": file([{ a: 1 }]) }).subarray(0, 60)],
    ["a page of HTML", Buffer.from("<html>sign in</html>")],
    ["JSON without records", Buffer.from('{"type":"MTA"}')],
  ])("calls %s broken, and keeps its bytes", async (_what, bytes) => {
    const files = await open("x", bytes);
    expect(files).toMatchObject([{ kind: "broken", bytes }]);
  });
});
