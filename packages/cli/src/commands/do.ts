import { describeActions } from "@postern/engine";
import type { Command } from "commander";
import { declareAction } from "../acting/declare-action.js";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";

export function declareDo(program: Command, context: Context): void {
  const command = program
    .command("do")
    .summary("run any action that changes something")
    .description(
      "Run an action by its name, on one target or a list. The plan is shown first. `postern actions` lists them all.",
    );
  for (const action of describeActions()) {
    if (action.kind === "writing") declareAction(command, context, { action, as: { word: action.name } });
  }
  addExamples(command, [
    ["postern do block-url 'hxxps://evil[.]example/login' --plan", "see what it would do"],
    ["postern do block-url --file urls.txt --reason INC-42", "a list; Ctrl-C stops between two calls"],
    ["postern do block-sender spoof@evil.example --for 7d --yes", "taken back by itself after a week"],
  ]);
}
