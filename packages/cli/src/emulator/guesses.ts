import type { Command } from "commander";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";
import { printTable } from "../screen/table.js";
import { bold, dim } from "../screen/text.js";

/** What nobody has published of the real service, and what a tenant can take it for. */
export function declareGuesses(emulator: Command, context: Context): void {
  const command = emulator
    .command("guesses")
    .alias("guess")
    .summary("what nobody knows of the real service")
    .description(
      "List what nobody has published of the real service, and what a tenant can be told to take it for with --guess. Error codes, names and values are in docs/emulator/differences.md.",
    )
    .option("--json", "print the guesses as one line of JSON")
    .action((options: { readonly json?: boolean }) => list(context, options));
  addExamples(command, [["postern emulator guesses", "all that can be taken otherwise"]]);
}

async function list(context: Context, options: { readonly json?: boolean }): Promise<void> {
  const { listGuesses } = await import("@postern/emulator");
  const guesses = listGuesses();
  if (options.json) {
    await context.out.json({ guesses });
    return;
  }
  printTable(context.out, {
    columns: [
      { title: "guess" },
      { title: "what nobody knows for sure", gives: true },
      { title: "may be", gives: true },
      { title: "is" },
    ],
    rows: guesses.map(({ name, says, values, usual }) => [bold(name), says, dim(values), usual]),
  });
}
