import type { Command } from "commander";
import { encodeClick } from "../json/event.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { dim } from "../screen/text.js";
import { showClicks } from "../show/clicks.js";
import { type ClickOptions, readClickFilter } from "../values/event-filter.js";

interface ClicksOptions extends ClickOptions {
  readonly json?: boolean;
}

const limitOnScreen = 100;

export function declareClicks(program: Command, context: Context): void {
  const command = program
    .command("clicks")
    .summary("who clicked which link")
    .description("Show who clicked which link, how often, from where, and whether it was let through.")
    .option("--connection <name>", "only this connection")
    .option("--malicious", "only URLs that were not found clean")
    .option("--host <host>", "URLs on this host")
    .option("--url <url>", "this URL")
    .option("--recipient <address>", "clicks of this person")
    .option("--sender <address>", "links in mail of this sender")
    .option("--since <when>", "from this time on: 2h, 7d, 2026-01-05")
    .option("--until <when>", "up to this time")
    .option("--limit <count>", `at most so many lines (default: ${limitOnScreen} on screen, all with --json)`)
    .option("--json", "one JSON object")
    .action((options: ClicksOptions) => clicks(context, options));
  addExamples(command, [
    ["postern clicks --malicious --since 24h", "whom to call today"],
    ["postern clicks --url 'hxxps://evil[.]example/login'", "one URL, pasted as the screen shows it"],
    ["postern clicks --malicious --json | jq -r '.clicks[].recipient'", "for a program"],
  ]);
}

async function clicks(context: Context, options: ClicksOptions): Promise<void> {
  const asked = readClickFilter(options, context.now());
  const filter = options.json ? asked : { limit: limitOnScreen, ...asked };
  const found = await withEngine(context, async (engine) => {
    if (options.connection !== undefined) await engine.connections.get(options.connection);
    return engine.events.clicks(filter);
  });
  if (options.json) await context.out.json({ clicks: found.map(encodeClick) });
  else if (found.length === 0) context.out.line("No click matches.");
  else showClicks(context.out, found, context.now());
  if (!options.json && found.length === filter.limit) context.err.line(dim("--limit shows more."));
}
