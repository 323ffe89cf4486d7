import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const bin = fileURLToPath(new URL("../../../packages/cli/bin/postern.js", import.meta.url));

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "postern-packed-"));
  place("package.json", '{ "type": "module" }', 1);
  mkdirSync(join(directory, "cli", "bin"), { recursive: true });
  copyFileSync(bin, join(directory, "cli", "bin", "postern.js"));
});
afterEach(() => rmSync(directory, { recursive: true }));

function place(path: string, text: string, second: number): void {
  const whole = join(directory, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  utimesSync(whole, second, second);
}

const program = (name: string) => `export const main = () => console.log(${JSON.stringify(name)});`;

function start(): { stdout: string; stderr: string; status: number | null } {
  const words = [join(directory, "cli", "bin", "postern.js")];
  const { stdout, stderr, status } = spawnSync(process.execPath, words, { encoding: "utf8" });
  return { stdout: stdout.trim(), stderr: stderr.trim(), status };
}

test("the command starts what was built last: the pack, or what was compiled since", () => {
  expect(start()).toMatchObject({ stderr: "postern: not built yet: run npm run build", status: 1 });

  place("cli/dist/main.js", program("compiled"), 10);
  place("cli/tsconfig.tsbuildinfo", "{}", 10);
  expect(start()).toMatchObject({ stdout: "compiled", status: 0 });

  place("cli/bundle/main.js", program("packed"), 20);
  expect(start()).toMatchObject({ stdout: "packed", status: 0 });

  place("engine/tsconfig.tsbuildinfo", "{}", 30);
  expect(start()).toMatchObject({ stdout: "compiled", status: 0 });
});

test("an installed command, which has no notes of the compiler, starts its pack", () => {
  place("cli/dist/main.js", program("compiled"), 30);
  place("cli/bundle/main.js", program("packed"), 20);
  expect(start()).toMatchObject({ stdout: "packed", status: 0 });
});
