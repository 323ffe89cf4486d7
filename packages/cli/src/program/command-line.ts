import { existsSync } from "node:fs";
import { basename, join, relative } from "node:path";

/** How this program was called, so that the commands it proposes can be typed as they stand. */
export function nameOfProgram(call: {
  readonly script: string | undefined;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}): string {
  const script = call.script ?? "";
  const hasLink = existsSync(join(call.workingDirectory, "node_modules", ".bin", "postern"));
  if (call.environment["npm_command"] === "exec") return "npx postern";
  if (basename(script) === "postern" && !hasLink) return "postern";
  if (hasLink) return "npx postern";
  return script === "" ? "postern" : `node ${quoteWord(relative(call.workingDirectory, script))}`;
}

/** A word as a shell takes it literally. */
export function quoteWord(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
