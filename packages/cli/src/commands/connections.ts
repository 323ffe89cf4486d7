import { type Connection, PosternError, type RemovedConnection } from "@postern/engine";
import type { Command } from "commander";
import { encodeConnection } from "../json/connection.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { reasonOption } from "../program/reason.js";
import { askYesOrNo } from "../prompts/ask.js";
import { countOf } from "../screen/numbers.js";
import { printTable } from "../screen/table.js";
import { bold, dim, warn } from "../screen/text.js";
import { formatFullTime, toIso } from "../screen/times.js";
import { showHistory } from "../show/history.js";
import { declareSet } from "./connections-set.js";

interface ListOptions {
  readonly json?: boolean;
}

interface RemoveOptions {
  readonly yes?: boolean;
  readonly withEvents?: boolean;
}

export function declareConnections(program: Command, context: Context): void {
  const command = program
    .command("connections")
    .summary("list, set or remove connections, and what they went through")
    .description("List the connections. What may be shown of their secrets: postern credentials.")
    .option("--json", "one JSON object")
    .action((options: ListOptions) => list(context, options));
  const past = command
    .command("history")
    .summary("the states a connection went through, and why")
    .description("List the states a connection went through, the oldest first, with their reasons.")
    .argument("<name>", "the connection")
    .option("--json", "one JSON object")
    .action((name: string, options: ListOptions) => history(context, name, options));
  declareSet(command, context);
  const removal = command
    .command("remove")
    .summary("forget a connection; its events stay, unless told otherwise")
    .description("Forget a connection. What was collected through it stays, under a name of its own.")
    .argument("<name>", "the connection")
    .option("--with-events", "forget what was collected through it as well")
    .option(...reasonOption)
    .option("--yes", "don't ask")
    .action((name: string, options: RemoveOptions) => remove(context, name, options));
  addExamples(command, [
    ["postern connections", "what there is"],
    ["postern connections history eu-prod", "since when it is as it is"],
    ["postern connections remove old-lab --yes", "forget one; its events stay"],
  ]);
  addExamples(past, [["postern connections history eu-prod", "since when it is as it is"]]);
  addExamples(removal, [
    ["postern connections remove old-lab", "asks first"],
    ["postern connections remove old-lab --with-events --yes", "nothing of it stays"],
  ]);
}

async function list(context: Context, options: ListOptions): Promise<void> {
  const connections = await withEngine(context, (engine) => engine.connections.list());
  const { out } = context;
  if (options.json) {
    await out.json({ connections: connections.map(encodeConnection) });
  } else if (connections.length === 0) {
    out.line("No connection yet. Make one with `postern connect`, or look at `postern demo`.");
  } else {
    printTable(out, {
      columns: [
        { title: "name" },
        { title: "api" },
        { title: "" },
        { title: "base url", gives: true },
        { title: "credential", gives: true },
        { title: "feeds", gives: true },
        { title: "actions", gives: true },
        { title: "made" },
      ],
      rows: connections.map((connection) => [
        bold(connection.name),
        connection.generation,
        connection.pausedAt === null ? "" : warn("paused"),
        connection.baseUrl,
        describeCredential(connection),
        connection.settings.feeds.join(", "),
        connection.settings.actions.join(", "),
        dim(formatFullTime(connection.createdAt)),
      ]),
    });
  }
}

function describeCredential({ credential, actingCredential }: Connection): string {
  const acting = actingCredential === null ? "" : `; acts as ${actingCredential.name}`;
  return `${credential.name}${acting}`;
}

async function history(context: Context, name: string, options: ListOptions): Promise<void> {
  const entries = await withEngine(context, (engine) => engine.connections.history(name));
  if (options.json) {
    await context.out.json({ history: entries.map((entry) => ({ ...entry, at: toIso(entry.at) })) });
  } else showHistory(context.out, entries, context.now());
}

async function remove(context: Context, name: string, options: RemoveOptions): Promise<void> {
  const keepEvents = options.withEvents !== true;
  await withEngine(context, async (engine) => {
    const { name: found } = await engine.connections.get(name);
    if (!options.yes) await confirmRemoval(context, { name: found, keepEvents });
    showRemoved(context, await engine.connections.remove(found, { keepEvents }));
  });
}

async function confirmRemoval(
  context: Context,
  { name, keepEvents }: { readonly name: string; readonly keepEvents: boolean },
): Promise<void> {
  if (!context.isInteractive) {
    throw new PosternError("bad-usage", "Removing needs --yes where nobody can be asked.");
  }
  const events = keepEvents ? "Its events stay." : "Every event collected through it goes too.";
  if (await askYesOrNo(`Forget ${name}? ${events} This can't be taken back.`)) return;
  throw new PosternError("interrupted", "Nothing was removed.");
}

function showRemoved({ out }: Context, removed: RemovedConnection): void {
  out.line("Removed ", bold(removed.name));
  if (removed.eventsKeptAs !== null) {
    out.line(dim("  its events stay as  "), removed.eventsKeptAs);
    out.line(dim("  with them stay the runs of its actions and the history of its states"));
  } else out.line(dim("  with it went  "), countOf(removed.eventsRemoved, "event"));
  if (removed.credentialsRemoved.length > 0) {
    out.line(dim("  credentials that nothing else used  "), removed.credentialsRemoved.join(", "));
  }
}
