import { Command } from "commander";
import { commandGroups } from "../commands/index.js";
import type { Context } from "./context.js";
import { readVersion } from "./version.js";

/**
 * The command line for some words, or for whatever words may come. Parsing runs the command, which leaves its exit code
 * in the context.
 */
export async function createProgram(context: Context, words: readonly string[] = []): Promise<Command> {
  const program = new Command("postern")
    .description("Every Mimecast event once, and proof of it; every action planned, verified and reversible.")
    .version(readVersion(), "--version", "print the version")
    .option("--home <directory>", "data directory (default: POSTERN_HOME, else the user's data directory)")
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => context.out.write(text),
      writeErr: (text) => context.err.write(text),
      // Told by showError, with the code and the advice.
      outputError: () => {},
    })
    .hook("preAction", (_, command) => {
      takeFromParents(command);
      const { home, reason } = command.optsWithGlobals<{ home?: string; reason?: string }>();
      context.useHome(home);
      context.useReason(reason);
    })
    .addHelpText(
      "after",
      "\nNew here? `postern demo` shows all of it on an emulated tenant; no Mimecast account needed.",
    );
  const wanted = commandGroups.flatMap(({ commands }) => commands).find(([name]) => name === words[0]);
  const isNeeded = (entry: unknown) => (wanted === undefined ? words[0] !== "--version" : entry === wanted);
  for (const { title, commands } of commandGroups) {
    program.commandsGroup(title);
    const loaded = await Promise.all(commands.filter(isNeeded).map(([, load]) => load()));
    for (const declare of loaded) declare(program, context);
  }
  return program.helpCommand("help [command]", "show the help of a command");
}

/** The parser gives an option behind a subcommand to the parent, where that has one of the same name: `runs show RUN --json`. */
function takeFromParents(command: Command): void {
  for (let parent = command.parent; parent !== null; parent = parent.parent) {
    for (const name of command.options.map((option) => option.attributeName())) {
      if (parent.getOptionValueSource(name) !== "cli" || command.getOptionValueSource(name) === "cli")
        continue;
      command.setOptionValueWithSource(name, parent.getOptionValue(name), "cli");
    }
  }
}
