import type { Command } from "commander";
import { encodeLedger } from "../json/ledger.js";
import type { Context } from "../program/context.js";
import { pickConnection, withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { showLedger } from "../show/ledger.js";
import { collectList } from "../values/lists.js";
import { parsePastTime } from "../values/times.js";

interface LedgerOptions {
  readonly feed?: readonly string[];
  readonly since?: string;
  readonly files?: boolean;
  readonly json?: boolean;
}

export function declareLedger(program: Command, context: Context): void {
  const command = program
    .command("ledger")
    .summary("what is complete, what is not, and why")
    .description(
      "Show the timeline of every feed: what is proved to be complete, what is missing, and what mends it.",
    )
    .argument("[name]", "the connection; not needed where there is only one")
    .option("--feed <feed>", "only this feed; may be repeated, or a,b", collectList)
    .option("--since <when>", "from this time on: 24h, 7d, 2026-01-05")
    .option("--files", "every file and every answer of a chain by itself, with the lines read")
    .option("--json", "one JSON object")
    .action((name: string | undefined, options: LedgerOptions) => ledger(context, name, options));
  addExamples(command, [
    ["postern ledger eu-prod", "everything, a band for each feed"],
    ["postern ledger eu-prod --feed ttp-url --since 7d", "a week of clicks"],
    ["postern ledger eu-prod --feed siem-2.0 --files --since 6h", "how far each file was read"],
    ["postern ledger eu-prod --json | jq '.feeds[].gaps'", "for a program"],
  ]);
}

async function ledger(context: Context, name: string | undefined, options: LedgerOptions): Promise<void> {
  const now = context.now();
  const since = options.since === undefined ? null : parsePastTime(options.since, { option: "--since", now });
  const found = await withEngine(context, async (engine) => {
    const connection = await pickConnection(engine, name);
    return await engine.ledger(connection.name, {
      ...(options.feed === undefined ? {} : { feeds: options.feed }),
      ...(options.files ? { files: { since } } : {}),
    });
  });
  if (options.json) await context.out.json(encodeLedger(found, since));
  else showLedger(context.out, found, { since, now, files: options.files === true });
}
