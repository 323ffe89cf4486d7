import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);
const page = new URL("../../../docs/emulator/README.md", import.meta.url);
const program = fileURLToPath(new URL("../../../packages/cli/bin/postern.js", import.meta.url));

function blocksIn(text: string, language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(
    ([, block = ""]) => block,
  );
}

test("the page's commands lead from nothing to answers, in a shell, in Python and in Node", async () => {
  const text = await readFile(page, "utf8");
  const directory = await mkdtemp(join(tmpdir(), "postern-start-"));
  const bin = join(directory, "bin");
  await mkdir(bin);
  // As npx would find it.
  await writeFile(join(bin, "npx"), `#!/bin/sh\nshift\nexec "${process.execPath}" "${program}" "$@"\n`);
  await chmod(join(bin, "npx"), 0o755);
  await writeFile(join(directory, "example.py"), blocksIn(text, "python").join("\n"));
  await writeFile(join(directory, "example.mjs"), blocksIn(text, "js").join("\n"));
  const [first = "", ...others] = blocksIn(text, "sh");
  const last = others.pop() ?? "";
  const script = [
    "set -euo pipefail",
    "trap 'kill $(jobs -p); wait' EXIT",
    first,
    ...others,
    "echo == python",
    "python3 example.py",
    "echo == node",
    "node example.mjs",
    "echo == secure",
    last,
  ].join("\n");
  try {
    const environment = {
      ...process.env,
      POSTERN_HOME: join(directory, "home"),
      PATH: `${bin}:${process.env["PATH"]}`,
    };
    const { stdout } = await run("bash", ["-c", script], { cwd: directory, env: environment });
    const [shell = "", python = "", node = "", secure = ""] = stdout.split(/^== \w+$/m);
    expect(shell).toContain('"clickLogs":[{');
    expect(shell).toContain("ttp.url.get-logs");
    expect(shell).toContain('"emailAddress":"svc@fernhill.example"');
    expect(python).toMatch(/^[1-9]\d* audit events$/m);
    expect(node).toMatch(/^[1-9]\d* files$/m);
    expect(secure).toContain('{"status":"ok"}');
    expect(JSON.parse(await readFile(join(directory, "siem.json"), "utf8"))).toMatchObject({
      role: "Readers",
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}, 60_000);
