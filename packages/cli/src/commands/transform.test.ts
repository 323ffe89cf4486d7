import { expect, test } from "vitest";
import { openContext } from "../program/capture.suite.js";
import { runCommand } from "../program/run-command.js";

const click = {
  userEmailAddress: "bo@corp.example",
  url: "https://lure.example/a",
  subject: "Pay now",
  date: "2026-01-05T09:33:29+0000",
  creationMethod: "User Click",
};
const line = JSON.stringify(click);

async function run(words: readonly string[], inputText = "") {
  const { context, stdout, stderr } = openContext({ inputText });
  const exitCode = await runCommand(context, ["transform", ...words]);
  return { exitCode, stdout: stdout(), stderr: stderr() };
}

const linesOf = (text: string): unknown[] =>
  text
    .split("\n")
    .filter((each) => each !== "")
    .map((each) => JSON.parse(each));

test("tells what it can't read as JSON lines on standard error, and by its exit code", async () => {
  const input = `${line}\nnonsense\n{"foo":1}\n${line}\n`;
  const { exitCode, stdout, stderr } = await run(["--feed", "auto", "--as", "raw"], input);
  expect(exitCode).toBe(15);
  expect(linesOf(stdout)).toEqual([click, click]);
  expect(linesOf(stderr)).toEqual([
    { error: { code: "broken-record", message: expect.stringContaining("not JSON") }, line: 2 },
    { error: { code: "unknown-record", message: expect.stringContaining("foo") }, line: 3 },
  ]);
});

test("has nothing to say about nothing", async () => {
  expect(await run(["--feed", "ttp-url", "--as", "ecs"])).toEqual({ exitCode: 0, stdout: "", stderr: "" });
});

test("takes a record without a time for one of the time given, or of now", async () => {
  const { date: _, ...timeless } = click;
  const words = ["--feed", "ttp-url", "--as", "ecs"];
  const now = await run(words, JSON.stringify(timeless));
  expect(linesOf(now.stdout)).toEqual([
    expect.objectContaining({ "@timestamp": "2026-01-05T12:00:00.000Z" }),
  ]);
  const given = await run([...words, "--time", "2026-01-02T03:04:05Z"], JSON.stringify(timeless));
  expect(linesOf(given.stdout)).toEqual([
    expect.objectContaining({ "@timestamp": "2026-01-02T03:04:05.000Z" }),
  ]);
});

test("holds OCSF documents against their schemas", async () => {
  const { exitCode, stdout, stderr } = await run(["--feed", "auto", "--as", "ocsf", "--check"], line);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(linesOf(stdout)).toEqual([expect.objectContaining({ class_uid: 4009, raw_data: line })]);
  const bare = await run(["--feed", "auto", "--as", "ocsf", "--no-original"], line);
  expect(linesOf(bare.stdout)).toEqual([expect.not.objectContaining({ raw_data: expect.anything() })]);
});

test.each([
  [["--feed", "auto", "--as", "ecs", "--check"], "--as ocsf"],
  [["--feed", "tpp-url", "--as", "ecs"], "Did you mean ttp-url"],
  [["--feed", "auto", "--as", "xml"], "ecs"],
  [["--feed", "auto"], "--as"],
  [["--as", "ecs"], "--feed"],
  [["--feed", "auto", "--as", "ecs", "/no/such/file"], "/no/such/file: it can't be read (ENOENT)"],
  [["--feed", "auto", "--as", "ecs", "/"], "EISDIR"],
])("refuses %j and says why", async (words, told) => {
  const { exitCode, stdout, stderr } = await run(words);
  expect(exitCode).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain(told);
});
