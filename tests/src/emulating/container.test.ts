import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TenantDescription } from "@postern/emulator";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const text = readFileSync(join(root, "packages/emulator/container/Containerfile"), "utf8");
const lines = text.replaceAll("\\\n", "").split("\n");

/** What stands behind a word at the start of a line. */
function find(word: string): readonly string[] {
  return lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
}

/** The words of the last command in brackets. */
function wordsOf(word: string): readonly string[] {
  return JSON.parse(/\[.*\]$/.exec(find(word).at(-1) ?? "")?.[0] ?? "[]");
}

test("the container's file names what is there, and runs as nobody special", () => {
  for (const copied of find("COPY")) {
    const sources = copied
      .split(" ")
      .filter((source) => !source.startsWith("--"))
      .slice(0, -1);
    for (const source of sources)
      expect([source, existsSync(join(root, source.replace("/build/", "")))]).toEqual([source, true]);
  }
  expect(find("USER")).toEqual(["node"]);
  expect(wordsOf("ENTRYPOINT")).toEqual(
    expect.arrayContaining(find("EXPOSE").flatMap((ports) => ports.split(" "))),
  );
  expect(existsSync(join(root, wordsOf("HEALTHCHECK")[1] ?? ""))).toBe(true);
});

test("its command serves, its health check passes while it does, and not any more", async () => {
  const directory = await mkdtemp(join(tmpdir(), "postern-container-"));
  const [, ...words] = [...wordsOf("ENTRYPOINT"), ...wordsOf("CMD")].map((word) =>
    // Here it has a machine to share.
    word
      .replace("0.0.0.0", "127.0.0.1")
      .replace(/^707\d$/, "0")
      .replace("/data", directory),
  );
  const environment = { ...process.env, POSTERN_HOME: directory };
  const child = spawn(process.execPath, [...words, "--json"], {
    cwd: root,
    env: environment,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const told: TenantDescription = JSON.parse(
    await new Promise<string>((resolve) =>
      child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString())),
    ),
  );
  const ports = [told.v1, told.v2].map(({ baseUrl }) => new URL(baseUrl).port);
  const [, script = ""] = wordsOf("HEALTHCHECK");
  const check = () => spawnSync(process.execPath, [script, ...ports], { cwd: root }).status;
  expect(check()).toBe(0);
  expect(existsSync(join(directory, "tenant.jsonl"))).toBe(true);
  // What `docker stop` sends.
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(check()).toBe(1);
  await rm(directory, { recursive: true });
});
