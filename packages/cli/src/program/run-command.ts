import { PosternError } from "@postern/engine/errors";
import { CommanderError } from "commander";
import { refuseSecretArguments } from "../values/secrets.js";
import type { Context } from "./context.js";
import { createProgram } from "./program.js";
import { showError } from "./show-error.js";

/** Runs one command line to its end; never throws. Returns the exit code. */
export async function runCommand(context: Context, words: readonly string[]): Promise<number> {
  try {
    refuseSecretArguments(words);
    const program = await createProgram(context, words);
    if (words.length === 0) {
      program.outputHelp();
      return 0;
    }
    await program.parseAsync(words, { from: "user" });
    return context.exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return showWrongUse(context, thrown);
    return showError(context, thrown);
  } finally {
    context.stop.end();
  }
}

function showWrongUse(context: Context, error: CommanderError): number {
  if (error.exitCode === 0) return 0;
  const wrongUse = new PosternError("bad-usage", error.message.replace(/^error: /, ""));
  // The help that stands there already says it all.
  if (error.code === "commander.help") return wrongUse.entry.exitCode;
  return showError(context, wrongUse);
}
