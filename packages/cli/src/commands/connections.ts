import { type Connection, PosternError, type RemovedConnection } from "@postern/engine";
import type { Command } from "commander";
import { encodeConnection } from "../json/connection.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { askYesOrNo } from "../prompts/ask.js";
import { countOf } from "../screen/numbers.js";
import { printTable } from "../screen/table.js";
import { bold, dim } from "../screen/text.js";
import { formatFullTime } from "../screen/times.js";

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
    .summary("list or remove connections")
    .description("List the connections. Of their secrets nothing is shown but the last four characters.")
    .option("--json", "one JSON object")
    .action((options: ListOptions) => list(context, options));
  const removal = command
    .command("remove")
    .summary("forget a connection; its events stay, unless told otherwise")
    .description("Forget a connection. What was collected through it stays, under a name of its own.")
    .argument("<name>", "the connection")
    .option("--with-events", "forget what was collected through it as well")
    .option("--yes", "don't ask")
    .action((name: string, options: RemoveOptions) => remove(context, name, options));
  addExamples(command, [
    ["postern connections", "what there is"],
    ["postern connections remove old-lab --yes", "forget one; its events stay"],
  ]);
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
        { title: "base url", gives: true },
        { title: "credential", gives: true },
        { title: "feeds", gives: true },
        { title: "actions", gives: true },
        { title: "made" },
      ],
      rows: connections.map((connection) => [
        bold(connection.name),
        connection.generation,
        connection.baseUrl,
        describeCredential(connection),
        connection.settings.feeds.join(", "),
        connection.settings.actions.join(", "),
        dim(formatFullTime(connection.createdAt)),
      ]),
    });
  }
}

function describeCredential({ credential }: Connection): string {
  return Object.entries(credential.hints)
    .map(([field, hint]) => `${field} ${hint.lastFour === "" ? `#${hint.fingerprint}` : `…${hint.lastFour}`}`)
    .join(", ");
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
  if (removed.eventsKeptAs !== null) out.line(dim("  its events stay as  "), removed.eventsKeptAs);
  else out.line(dim("  with it went  "), countOf(removed.eventsRemoved, "event"));
  if (removed.credentialsRemoved.length > 0) {
    out.line(dim("  credentials that nothing else used  "), removed.credentialsRemoved.join(", "));
  }
}
