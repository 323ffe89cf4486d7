import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTerminal, type Terminal } from "./postern.js";

const click = {
  userEmailAddress: "bo@corp.example",
  fromUserEmailAddress: "ann@lure.example",
  url: "https://lure.example/a",
  subject: "Pay \u202e now \u009b31m",
  action: "block",
  scanResult: "malicious",
  date: "2026-01-05T09:33:29+0000",
  creationMethod: "User Click",
  messageId: "<m1@lure.example>",
};
const line = JSON.stringify(click);

let terminal: Terminal;
let directory: string;
beforeAll(async () => {
  terminal = await openTerminal();
  directory = join(terminal.home, "..", "records");
  await mkdir(directory);
});
afterAll(() => terminal.close());

const fileOf = async (name: string, content: string | Buffer) => {
  const file = join(directory, name);
  await writeFile(file, content);
  return file;
};
const linesOf = (text: string) =>
  text
    .split("\n")
    .filter((each) => each !== "")
    .map((each) => JSON.parse(each) as Record<string, unknown>);

describe("postern transform", () => {
  test("writes a document a line from a file, gzipped or not, and from standard input", async () => {
    const words = ["transform", "--feed", "ttp-url", "--as", "ecs"];
    const plain = await terminal.run([...words, await fileOf("clicks.ndjson", `${line}\n${line}\n`)]);
    expect(plain).toMatchObject({ exitCode: 0, stderr: "" });
    expect(linesOf(plain.stdout)).toHaveLength(2);
    expect(linesOf(plain.stdout)[0]).toMatchObject({
      event: { dataset: "mimecast.ttp-url", original: line },
    });
    const zipped = await terminal.run([
      ...words,
      await fileOf("clicks.json.gz", gzipSync(`${line}\n${line}\n`)),
    ]);
    const piped = await terminal.run([...words, "-"], { input: `${line}\n${line}` });
    expect(zipped.stdout).toBe(plain.stdout);
    expect(piped.stdout).toBe(plain.stdout);
    // What a subject holds never reaches a terminal as it is.
    expect(plain.stdout).not.toMatch(/[\u009b\u202e]/);
  });

  test("ends quietly when nobody reads on", async () => {
    const file = await fileOf("many.ndjson", `${line}\n`.repeat(20_000));
    const running = terminal.start(["transform", "--feed", "ttp-url", "--as", "ecs", file]);
    await running.until("\n");
    running.stopReading();
    expect(await running.ended).toMatchObject({ exitCode: 0, stderr: "" });
  });
});
