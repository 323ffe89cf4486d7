import { describeActions } from "@postern/engine";
import type { Command } from "commander";
import { declareAction } from "../acting/declare-action.js";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";

export function declareLook(program: Command, context: Context): void {
  const command = program
    .command("look")
    .summary("look into the tenant; nothing is changed")
    .description("Run an action that only looks. `postern actions` lists them all.");
  for (const action of describeActions()) {
    if (action.kind === "reading") declareAction(command, context, { action, as: { word: action.name } });
  }
  addExamples(command, [
    [
      "postern look decode-url 'https://protect-eu.mimecast.com/s/abc'",
      "what stands behind a rewritten link",
    ],
    ["postern look decode-url LINK --json", "for a program"],
  ]);
}
