import type { Command } from "commander";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";
import { declareActs } from "./acts.js";
import { declareClock } from "./clock.js";
import { declareFaults, readMisbehaviour } from "./faults.js";
import { declareGuesses } from "./guesses.js";
import { declareNoun } from "./nouns/declare-noun.js";
import { nouns } from "./nouns/table.js";
import { declareRequests } from "./requests.js";
import { serve } from "./serve.js";
import { addServeOptions, readServeOptions } from "./serve-options.js";
import { declareState } from "./state.js";

type Declare = (emulator: Command, context: Context) => void;

/** What can be asked of a tenant that runs. Adding a command is writing its file and naming it here. */
const subcommands: readonly Declare[] = [
  declareState,
  declareClock,
  declareRequests,
  declareActs,
  declareFaults,
  declareGuesses,
  ...nouns.map(
    (noun): Declare =>
      (emulator, context) =>
        declareNoun(emulator, context, noun),
  ),
];

interface ServeWords {
  readonly json?: boolean;
  readonly explain?: boolean;
  readonly tls?: string;
  readonly fault: readonly string[];
  readonly guess: readonly string[];
  readonly loose?: string | true;
}

/** An option that may be given more than once. */
function collect(word: string, words: readonly string[]): readonly string[] {
  return [...words, word];
}

export function declareEmulator(program: Command, context: Context): void {
  const command = program
    .command("emulator")
    .summary("serve an emulated Mimecast tenant")
    .description("Serve an emulated tenant on this machine, both API generations, until Ctrl-C.")
    .option("--json", "print what a client needs as one line, and nothing else on standard output")
    .option("--explain", "tell each call as it is answered, and why one was refused")
    .option(
      "--fault <spec>",
      "let it do something wrong, as told by `faults kinds`; again and again",
      collect,
      [],
    )
    .option(
      "--guess <name=value>",
      "take for true what nobody has published, as told by `guesses`; again and again",
      collect,
      [],
    )
    .option("--loose [checks]", "leave out all checks of the real service, or those named between commas")
    .action(async ({ fault, guess, loose, ...options }: ServeWords) =>
      serve(context, {
        ...options,
        tenant: {
          ...readServeOptions(command),
          ...(await readMisbehaviour({ fault, guess, ...(loose === undefined ? {} : { loose }) })),
        },
      }),
    );
  // An option of the command itself is taken by it wherever it stands: no subcommand can have one of the same name.
  command.hook("preAction", (_, acting) => {
    if (acting !== command && command.opts()["json"] === true) acting.setOptionValue("json", true);
  });
  addServeOptions(command);
  for (const declare of subcommands) declare(command, context);
  addExamples(command, [
    ["postern emulator", "a tenant to play with"],
    ["postern emulator --json > tenant.json &", "for a script: connect with --from tenant.json"],
    ["postern emulator --records ./recorded", "your own recorded answers"],
    ["postern emulator --scenario account-takeover", "an incident to rehearse with"],
    ["postern emulator --explain", "why your own client is refused"],
    ["postern emulator --fault throttle:times=3 --guess ipRefusedStatus=401", "what can go wrong"],
  ]);
}
