import { feeds } from "@postern/engine";
import { expect, test } from "vitest";
import { openContext } from "../program/capture.suite.js";
import { runCommand } from "../program/run-command.js";

async function run(...words: readonly string[]) {
  const { context, stdout, stderr } = openContext();
  const exitCode = await runCommand(context, ["feeds", ...words]);
  return { exitCode, stdout: stdout(), stderr: stderr() };
}

interface Shown {
  readonly name: string;
  readonly permissions: readonly string[];
  readonly tables: readonly {
    readonly type: string | null;
    readonly fields: readonly { readonly name: string; readonly ecs: readonly string[] }[];
  }[];
}

test("lists every feed with what it takes to read it", async () => {
  const { exitCode, stdout } = await run();
  expect(exitCode).toBe(0);
  for (const { name } of feeds) expect(stdout).toContain(`  ${name} `);
  const { stdout: json } = await run("--json");
  const listed = JSON.parse(json) as { readonly feeds: readonly Shown[] };
  expect(listed.feeds.map(({ name }) => name)).toEqual(feeds.map(({ name }) => name));
  expect(listed.feeds.find(({ name }) => name === "audit")?.permissions).toEqual(["Account | Logs | Read"]);
});

test("shows a feed field by field, by type where types differ, in words and as JSON", async () => {
  const { stdout } = await run("show", "ttp-url");
  expect(stdout).toMatch(
    /fromUserEmailAddress +Sender in the envelope\. +address +email\.from\.address +email\.from, from/,
  );
  const { stdout: json } = await run("show", "siem-2.0", "--json");
  const shown = JSON.parse(json) as Shown;
  expect(shown.tables.map(({ type }) => type)).toContain("url protect");
  const common = shown.tables.find(({ type }) => type === null)?.fields ?? [];
  expect(common.find(({ name }) => name === "accountId")?.ecs).toEqual(["organization.id"]);
  // Where it lay in the vendor's queue is no part of what happened.
  expect(common.find(({ name }) => name === "_offset")?.ecs).toEqual([]);
});

test("proposes the nearest names for one that is none", async () => {
  expect(await run("show", "siem-2")).toMatchObject({
    exitCode: 2,
    stdout: "",
    stderr: expect.stringContaining("Did you mean siem-2.0"),
  });
  expect((await run("show", "nothing-like-it")).stderr).toContain("Feeds: ttp-url, ");
});
