import { type ActionDescription, describeAction, describeActions } from "@postern/engine";
import type { Command } from "commander";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";
import { showAction, showActions } from "../show/actions.js";

interface ListOptions {
  readonly family?: string;
  readonly json?: boolean;
}

export function declareActions(program: Command, context: Context): void {
  const command = program
    .command("actions")
    .summary("what can be done in a tenant")
    .description("List the actions, family by family: those that change something, and those that only look.")
    .option("--family <family>", "only these: senders, urls, held, …")
    .option("--json", "one JSON object")
    .action((options: ListOptions) => list(context, options));
  const one = command
    .command("show")
    .summary("an action: what it asks for, what it calls, what it needs, whether it can be undone")
    .description("Show an action: its fields, calls, permission, product, and whether it can be undone.")
    .argument("<action>", "its name")
    .option("--json", "one JSON object")
    .action((name: string, options: ListOptions) => show(context, name, options));
  addExamples(command, [
    ["postern actions", "all of them"],
    ["postern actions --family urls", "those about URLs"],
    ["postern actions show block-url", "one of them in full"],
  ]);
  addExamples(one, [["postern actions show block-url", "fields, calls, permission, undo"]]);
}

async function list(context: Context, { family, json }: ListOptions): Promise<void> {
  const found = describeActions().filter((action) => family === undefined || action.family === family);
  if (json) await context.out.json({ actions: found });
  else if (found.length === 0) {
    const families = [...new Set(describeActions().map((action) => action.family))].join(", ");
    context.out.line(`No action is of the family ${family ?? ""}. Families: ${families}.`);
  } else showActions(context.out, found);
}

async function show(context: Context, name: string, options: ListOptions): Promise<void> {
  const action: ActionDescription = describeAction(name);
  if (options.json) await context.out.json(action);
  else showAction(context, action);
}
