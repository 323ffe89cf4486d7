import { describeAction } from "@postern/engine";
import type { Command } from "commander";
import { type ActionCommand, declareAction } from "../acting/declare-action.js";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";

/** What can be blocked: the words typed, and the action behind them. */
const blocks: readonly (ActionCommand & { readonly action: string })[] = [
  {
    word: "sender",
    action: "block-sender",
    summary: "reject mail of an address, for everyone",
    example: "billing@evil.example",
  },
  {
    word: "url",
    action: "block-url",
    summary: "stop clicks on a URL, for everyone",
    example: "'hxxps://evil[.]example/login'",
  },
];

export function declareBlock(program: Command, context: Context): void {
  const block = program
    .command("block")
    .summary("block a sender or a URL")
    .description(
      "Block a sender or a URL in a tenant. The plan is shown first: the calls, what is there already, whom the " +
        "last 30 days say it would have hit, and whether it can be undone.",
    );
  for (const { action, ...as } of blocks) {
    declareAction(block, context, { action: describeAction(action), as });
  }
  addExamples(block, [
    ["postern block sender billing@evil.example --plan", "see what it would do"],
    ["postern block url 'hxxps://evil[.]example/login' --on eu-prod", "asks before it does"],
    ["postern block sender billing@evil.example --for 7d", "for a week"],
    ["postern block url --file urls.txt --yes --reason INC-42 --json", "for a script"],
  ]);
}
