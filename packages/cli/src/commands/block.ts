import type { Command } from "commander";
import { type ActionOptions, carryOut } from "../acting/carry-out.js";
import type { Context } from "../program/context.js";
import { pickConnection } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { refang } from "../screen/defang.js";

interface BlockOptions extends ActionOptions {
  readonly on?: string;
}

/** What can be blocked: the word typed, the engine's action, and the name of its input. */
const targets = [
  {
    noun: "sender",
    action: "block-sender",
    field: "sender",
    argument: "address",
    summary: "reject mail of an address, for everyone",
    example: "billing@evil.example",
  },
  {
    noun: "url",
    action: "block-url",
    field: "url",
    argument: "url",
    summary: "stop clicks on a URL, for everyone",
    example: "'hxxps://evil[.]example/login'",
  },
] as const;

export function declareBlock(program: Command, context: Context): void {
  const block = program
    .command("block")
    .summary("block a sender or a URL")
    .description(
      "Block a sender or a URL in a tenant. The plan is shown first: the calls, what is there already, whom the " +
        "last 30 days say it would have hit, and whether it can be undone.",
    );
  for (const target of targets) declareTarget(block, context, target);
  addExamples(block, [
    ["postern block sender billing@evil.example --plan", "see what it would do"],
    ["postern block url 'hxxps://evil[.]example/login' --on eu-prod", "asks before it does"],
    ["postern block sender billing@evil.example --yes --reason INC-42 --json", "for a script"],
  ]);
}

function declareTarget(block: Command, context: Context, target: (typeof targets)[number]): void {
  const command = block
    .command(target.noun)
    .summary(target.summary)
    .description(`${target.summary[0]?.toUpperCase()}${target.summary.slice(1)}.`)
    .argument(`<${target.argument}>`, "defanged is fine too: as copied from the screen")
    .option("--on <connection>", "where; may be left out where there is only one connection")
    .option("--plan", "show the plan and stop")
    .option("--reason <text>", "why; kept with the run")
    .option("--yes", "don't ask")
    .option("--json", "the run (with --plan: the plan) as one JSON object")
    .action((value: string, options: BlockOptions) =>
      carryOut(context, options, async (engine) => {
        const connection = await pickConnection(engine, options.on);
        const request = {
          action: target.action,
          connection: connection.name,
          input: { [target.field]: refang(value.trim()) },
          ...(options.reason === undefined ? {} : { reason: options.reason }),
        };
        return {
          plan: await engine.actions.plan(request),
          run: (reason) => engine.actions.run({ ...request, ...reason }),
        };
      }),
    );
  addExamples(command, [
    [`postern block ${target.noun} ${target.example} --plan`, "see what it would do"],
    [`postern block ${target.noun} ${target.example} --yes --reason INC-42`, "for a script"],
  ]);
}
