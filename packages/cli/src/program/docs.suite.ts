import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { splitCommand } from "../credentials/split-command.js";

/** A page of docs/. */
export function readPage(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../../../docs/${name}`, import.meta.url)), "utf8");
}

/** Every line of a page's blocks in a language, in their order. */
export function readBlocks(page: string, language: string): readonly string[] {
  const fence = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g");
  return [...page.matchAll(fence)].flatMap(([, block = ""]) => block.trim().split("\n"));
}

/** A command as it would be typed beside the files it names. */
export interface Typed {
  readonly words: readonly string[];
  /** What stands in the file behind `<`. */
  readonly input: string;
  /** What is said of the command behind two blanks and a hash. */
  readonly comment: string;
}

/** Puts a directory before the files a line names; what it would write to one goes where the test looks. */
export function placeFiles(line: string, directory: string): Typed {
  const [command = "", comment = ""] = line.split(/ {2,}# /);
  const placed = command
    .replace(/ > \S+$/, "")
    .replaceAll(/\b[\w-]+\.(?:json|ndjson|log|html|md|pem|txt)\b/g, (name) => join(directory, name));
  const [typed = "", source] = placed.split(" < ");
  const [program, ...words] = splitCommand(typed, "linux") ?? [];
  expect(program).toBe("postern");
  return { words, input: source === undefined ? "" : readFileSync(source, "utf8"), comment };
}
