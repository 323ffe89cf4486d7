import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { errorTable } from "@postern/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openContext } from "./capture.suite.js";
import { placeFiles, readBlocks, readPage } from "./docs.suite.js";
import { runCommand } from "./run-command.js";

const page = readPage("transform.md");
const click = {
  userEmailAddress: "bo@corp.example",
  url: "https://lure.example/a",
  date: "2026-01-05T09:33:29+0000",
  creationMethod: "User Click",
};
const mail = "datetime=2026-01-05T09:33:29+0000|aCode=q1|acc=C1A1|Act=Acc|Rcpt=bo@corp.example";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "postern-transform-"));
  const answer = { meta: { status: 200 }, data: [{ clickLogs: [click, click] }], fail: [] };
  await writeFile(join(directory, "clicks.ndjson"), `${JSON.stringify(click)}\n`.repeat(3));
  await writeFile(join(directory, "answer.json"), JSON.stringify(answer, null, 2));
  await writeFile(join(directory, "receipt_20260105093329655.log"), `${mail}\n${mail}\n`);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function type(line: string, inputText?: string) {
  const { words, input } = placeFiles(line, directory);
  const { context, stdout, stderr } = openContext({
    environment: { POSTERN_HOME: join(directory, "home") },
    inputText: inputText ?? input,
  });
  const exitCode = await runCommand(context, words);
  return { exitCode, stdout: stdout(), stderr: stderr() };
}

test("every command of docs/transform.md works", async () => {
  const lines = readBlocks(page, "sh");
  const documents: number[] = [];
  for (const line of lines) {
    const { exitCode, stdout, stderr } = await type(line);
    expect({ exitCode, stderr }, line).toEqual({ exitCode: 0, stderr: "" });
    if (line.startsWith("postern transform")) documents.push(stdout.trimEnd().split("\n").length);
  }
  expect(documents).toEqual([3, 2, 2, 2]);
});

test("its errors are those that are told, and its codes are in the table", async () => {
  const input = `${JSON.stringify(click)}\nhalf a line\n{"colour":1,"size":2}\n`;
  const { stderr } = await type("postern transform --feed auto --as ecs", input);
  expect(stderr.trimEnd().split("\n")).toEqual(readBlocks(page, "json"));
  const codes = [...page.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, code = ""]) => code);
  expect(codes.length).toBeGreaterThan(4);
  for (const code of codes) expect(Object.keys(errorTable)).toContain(code);
});
