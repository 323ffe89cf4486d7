import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writePrivateFile } from "../files/write-file.js";
import { openContext } from "../program/capture.suite.js";
import { runCommand } from "../program/run-command.js";
import { findVaultKey, nameKeyOrigin } from "./key.js";
import { writeRecoverySheet } from "./recovery-sheet.js";

const open = (environment: Record<string, string>) => openContext({ environment }).context;

test("the key comes from the environment, from a command, or from the file", async () => {
  expect(await findVaultKey(open({}))).toBeUndefined();
  expect(await findVaultKey(open({ POSTERN_KEY: "k" }))).toBe("k");
  const command = `${JSON.stringify(process.execPath)} --version`;
  expect(await findVaultKey(open({ POSTERN_KEY_COMMAND: command }))).toBe(process.version);
  expect(nameKeyOrigin(open({ POSTERN_KEY: "" }))).toBe("file");
});

test("two sources of the key are one too many", () => {
  expect(() => nameKeyOrigin(open({ POSTERN_KEY: "a", POSTERN_KEY_COMMAND: "b" }))).toThrow("both set");
});

test("a key command that fails keeps the vault shut", async () => {
  const context = open({ POSTERN_KEY_COMMAND: "no-such-program-here" });
  await expect(findVaultKey(context)).rejects.toMatchObject({ code: "vault-bad-key" });
});

test("a recovery sheet holds all it takes", () => {
  const sheet = writeRecoverySheet({
    home: "/var/lib/postern",
    machine: "collector",
    key: "a2V5",
    keyId: "9cb402db6360c81d",
    credentials: 2,
    now: Date.UTC(2026, 0, 5, 12),
  });
  for (const part of [
    "POSTERN_KEY=a2V5",
    "9cb402db6360c81d",
    "/var/lib/postern on collector",
    "2026-01-05",
  ]) {
    expect(sheet).toContain(part);
  }
  expect(Math.max(...sheet.split("\n").map((line) => line.length))).toBeLessThan(110);
});

test("it goes to no pipe by accident, and not into the data directory", async () => {
  for (const [words, told] of [
    [["vault", "export-recovery"], "--to -"],
    [["vault", "export-recovery", "--to", "/nowhere/home/sheet.txt", "--home", "/nowhere/home"], "elsewhere"],
  ] as const) {
    const { context, stdout, stderr } = openContext();
    expect(await runCommand(context, words)).toBe(2);
    expect(stdout()).toBe("");
    expect(stderr()).toContain(told);
  }
});

test("a private file is its owner's, and never takes another one's place", async () => {
  const directory = await mkdtemp(join(tmpdir(), "postern-file-"));
  try {
    const target = { path: join(directory, "sheet.txt"), option: "--to" };
    await writePrivateFile("one", target);
    expect((await stat(target.path)).mode & 0o777).toBe(0o600);
    await expect(writePrivateFile("two", target)).rejects.toThrow("not overwritten");
    const nowhere = { path: join(directory, "none", "sheet.txt"), option: "--to" };
    await expect(writePrivateFile("one", nowhere)).rejects.toThrow("ENOENT");
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
