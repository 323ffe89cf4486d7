import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openContext } from "./capture.suite.js";
import { nameOfProgram, quoteWord } from "./command-line.js";
import { createProgram } from "./program.js";
import { runCommand } from "./run-command.js";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "postern-run-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function run(words: readonly string[]) {
  // Some commands open the data directory before they look at every word: never that of whoever runs the tests.
  const { context, stdout, stderr } = openContext({ environment: { POSTERN_HOME: directory } });
  const exitCode = await runCommand(context, words);
  return { exitCode, stdout: stdout(), stderr: stderr() };
}

describe("the command line", () => {
  test("alone shows what there is", async () => {
    const { exitCode, stdout } = await run([]);
    expect(exitCode).toBe(0);
    for (const name of ["connect", "collect", "status", "doctor", "vault", "block", "undo", "demo"]) {
      expect(stdout).toContain(`  ${name} `);
    }
  });

  test.each([
    ["an unknown command", ["colect"], "Did you mean collect?"],
    ["an unknown option", ["status", "--jsn"], "Did you mean --json?"],
    ["a missing argument", ["undo"], "missing required argument"],
    ["an argument too many", ["connections", "extra"], "too many arguments"],
    ["a time that is none", ["collect", "--since", "yesterdayish"], "--since"],
    ["a number that is none", ["events", "--limit", "-3"], "--limit"],
    ["a generation that is none", ["connect", "--generation", "3.0"], "--generation"],
    ["a page of nothing", ["connect", "--markdown", "guide.md"], "--guide"],
    ["a kind that is none", ["credentials", "add", "a", "--kind", "3.0"], "--kind"],
    ["an expiry that has passed", ["credentials", "add", "a", "--expires", "2020-01-01"], "--expires"],
    ["a form of logs that is none", ["run", "--log", "yaml"], "neither text nor json"],
    ["a level without logs", ["run", "--log", "text", "--log-level", "debug"], "--log json"],
    ["a level that is none", ["run", "--log", "json", "--log-level", "loud"], "--log-level"],
    ["a host without a port", ["run", "--log", "text", "--metrics-host", "0.0.0.0"], "--metrics-port"],
    ["a port that is none", ["run", "--log", "text", "--metrics-port", "70000"], "--metrics-port"],
    ["an unknown error code", ["errors", "nope"], "nope"],
    ["a directory that is none", ["emulator", "--records", "/no/such/place"], "/no/such/place"],
  ])("refuses %s with exit code 2, and says which", async (_, words, told) => {
    const { exitCode, stdout, stderr } = await run(words);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("bad-usage");
    expect(stderr).toContain(told);
  });

  test.each([
    [["guards", "limit", "7"], { maxTargets: 7 }],
    [["audit", "verify"], { brokenAt: null }],
    [["quarantine", "list"], { entries: [] }],
    [["notify", "list"], { channels: [] }],
  ])("%j with --json behind it writes JSON, though its parent has a --json too", async (words, told) => {
    const { exitCode, stdout, stderr } = await run([...words, "--json"]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toMatchObject(told);
  });

  test("asks for a target when block gets none", async () => {
    const { exitCode, stderr } = await run(["block"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("Usage: postern block");
  });

  test("prints its version", async () => {
    const { exitCode, stdout } = await run(["--version"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test("explains an error", async () => {
    const { exitCode, stdout } = await run(["errors", "lease-held"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Another process is collecting");
  });
});

describe("a secret as an argument", () => {
  test.each([
    ["connect", "--client-secret", "hunter2"],
    ["connect", "--client-secret=hunter2"],
    ["connect", "--secret-key=hunter2"],
    ["connect", "--access-key", "hunter2"],
    ["status", "--api-token=hunter2"],
  ])("is refused and not repeated: %s %s", async (...words) => {
    const { exitCode, stdout, stderr } = await run(words);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("POSTERN_MIMECAST_CLIENT_SECRET");
    expect(stdout + stderr).not.toContain("hunter2");
  });
});

test("a secret command is no secret", async () => {
  const { stderr } = await run(["credentials", "add", "a", "--secret-command", "no-such-program-here"]);
  expect(stderr).toContain("could not be started");
});

function listCommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(listCommands)];
}

test("every command has help with examples", async () => {
  const { context } = openContext();
  const [, ...commands] = listCommands(await createProgram(context));
  expect(commands.length).toBeGreaterThan(15);
  for (const command of commands) {
    let help = "";
    command.configureOutput({
      writeOut: (text) => {
        help += text;
      },
    });
    command.outputHelp();
    expect(help, command.name()).toContain("\nExamples:\n  postern ");
    expect(help, command.name()).toContain("--home <directory>");
  }
});

test("the commands it proposes can be typed as they stand", () => {
  const call = { workingDirectory: "/nowhere", environment: {} };
  expect(nameOfProgram({ ...call, script: "/usr/local/bin/postern" })).toBe("postern");
  expect(nameOfProgram({ ...call, script: "/x/bin/postern.js", environment: { npm_command: "exec" } })).toBe(
    "npx postern",
  );
  expect(nameOfProgram({ ...call, script: "/nowhere/bin/postern.js" })).toBe("node bin/postern.js");
  expect(quoteWord("hxxps://evil[.]example/it's")).toBe("'hxxps://evil[.]example/it'\\''s'");
  expect(quoteWord("demo-v2")).toBe("demo-v2");
});
