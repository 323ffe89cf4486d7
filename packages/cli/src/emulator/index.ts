import type { Command } from "commander";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";
import { serve } from "./serve.js";
import { addServeOptions, readServeOptions } from "./serve-options.js";

type Declare = (emulator: Command, context: Context) => void;

/** What can be asked of a tenant that runs. Adding a command is writing its file and naming it here. */
const subcommands: readonly Declare[] = [];

export function declareEmulator(program: Command, context: Context): void {
  const command = program
    .command("emulator")
    .summary("serve an emulated Mimecast tenant")
    .description("Serve an emulated tenant on this machine, both API generations, until Ctrl-C.")
    // What stands behind a subcommand is the subcommand's.
    .enablePositionalOptions()
    .option("--json", "print what a client needs as one line, and nothing else on standard output")
    .option("--explain", "tell each call as it is answered, and why one was refused")
    .action((options: { readonly json?: boolean; readonly explain?: boolean; readonly tls?: string }) =>
      serve(context, { ...options, tenant: readServeOptions(command) }),
    );
  addServeOptions(command);
  for (const declare of subcommands) declare(command, context);
  addExamples(command, [
    ["postern emulator", "a tenant to play with"],
    ["postern emulator --json > tenant.json &", "for a script: connect with --from tenant.json"],
    ["postern emulator --records ./recorded", "your own recorded answers"],
    ["postern emulator --scenario account-takeover", "an incident to rehearse with"],
    ["postern emulator --explain", "why your own client is refused"],
  ]);
}
