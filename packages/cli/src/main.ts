import { homedir } from "node:os";
import { type Context, createContext } from "./program/context.js";
import { runCommand } from "./program/run-command.js";
import { showError } from "./program/show-error.js";

/** The command `postern`. The process ends by itself once nothing is left to do. */
export async function main(): Promise<void> {
  const context = createContext({
    output: process.stdout,
    errors: process.stderr,
    input: process.stdin,
    environment: process.env,
    platform: process.platform,
    userDirectory: homedir(),
    workingDirectory: process.cwd(),
    script: process.argv[1],
    now: Date.now,
  });
  endQuietlyWhenNobodyReads();
  tellUnforeseenErrors(context);
  process.exitCode = await runCommand(context, process.argv.slice(2));
}

/** `postern events | head`: the reader has what it wants. */
function endQuietlyWhenNobodyReads(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(0);
      throw error;
    });
  }
}

function tellUnforeseenErrors(context: Context): void {
  const end = (thrown: unknown) => process.exit(showError(context, thrown));
  process.on("uncaughtException", end);
  process.on("unhandledRejection", end);
}
