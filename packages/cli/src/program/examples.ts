import type { Command } from "commander";

/** Adds examples below the help of a command: pairs of a command line and what it is for. */
export function addExamples(command: Command, examples: readonly (readonly [string, string])[]): void {
  const width = Math.max(...examples.map(([line]) => line.length));
  const lines = examples.map(([line, purpose]) => `  ${line.padEnd(width)}  ${purpose}`);
  command.addHelpText("after", `\nExamples:\n${lines.join("\n")}`);
}
