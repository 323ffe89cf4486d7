import type { VerifyReport } from "@postern/engine";
import type { Command } from "commander";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { showVerified } from "../show/verified.js";
import { collectList } from "../values/lists.js";
import { readSpan, watchReading } from "./replay.js";

interface VerifyOptions {
  readonly since: string;
  readonly until?: string;
  readonly feed?: readonly string[];
  readonly json?: boolean;
}

/** As of `diff`: something differs. */
const differsExitCode = 1;

export function declareVerify(program: Command, context: Context): void {
  const command = program
    .command("verify")
    .summary("compare a past span with the tenant; changes nothing")
    .description(
      "Read a span from the tenant again and compare it with what is stored: missing, extra, changed. Changes nothing. Exit code 1: something differs.",
    )
    .argument("<name>", "the connection")
    .requiredOption("--since <when>", "beginning of the span: 6h, 2026-01-05, 2026-01-05T14:30:00Z")
    .option("--until <when>", "its end (default: what has settled)")
    .option("--feed <feed>", "only this feed; may be repeated, or a,b", collectList)
    .option("--json", "one JSON object")
    .action((name: string, options: VerifyOptions) => verify(context, name, options));
  addExamples(command, [
    ["postern verify eu-prod --since 24h", "the last day of every feed"],
    ["postern verify eu-prod --since 7d --feed siem-2.0 --json", "for a program"],
  ]);
}

async function verify(context: Context, name: string, options: VerifyOptions): Promise<void> {
  const span = readSpan(context, options);
  const signal = context.stop.listen();
  const reports: VerifyReport[] = [];
  await withEngine(
    context,
    async (engine) => {
      for await (const report of engine.collector.verify({ ...span, connection: name, signal }))
        reports.push(report);
    },
    watchReading(context),
  );
  if (options.json) await context.out.json({ connection: name, feeds: reports });
  else showVerified(context.out, reports, context.now());
  const differs = reports.some(
    ({ missing, extra, changed }) => missing.count + extra.count + changed.count > 0,
  );
  if (differs) context.exitCode = differsExitCode;
}
