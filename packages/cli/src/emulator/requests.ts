import type { Command } from "commander";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";
import { pause } from "../program/stop.js";
import { cleanText } from "../screen/clean.js";
import { dim, warn } from "../screen/text.js";
import { type AskTenant, addTarget, aimAt, isRecord, type TargetOptions } from "./ask-tenant.js";

interface RequestsOptions extends TargetOptions {
  readonly follow?: boolean;
  readonly refused?: boolean;
}

type Row = Readonly<Record<string, unknown>>;

const pollMs = 500;

/** What came to the tenant's API. */
export function declareRequests(emulator: Command, context: Context): void {
  const command = addTarget(
    emulator
      .command("requests")
      .summary("the calls that came, and why one was refused")
      .description("Show the last calls that came to the tenant, the latest last, and why one was refused.")
      .option("--follow", "go on with those to come, until Ctrl-C")
      .option("--refused", "refused ones alone"),
  ).action((options: RequestsOptions) => showRequests(context, options));
  addExamples(command, [
    ["postern emulator requests --refused", "what is wrong with my client?"],
    ["postern emulator requests --follow --json", "one JSON object a line"],
  ]);
}

async function showRequests(context: Context, options: RequestsOptions): Promise<void> {
  const ask = aimAt(context, options);
  let last = await showNewer(context, { ask, options, after: 0 });
  if (options.follow !== true) return;
  const signal = context.stop.listen();
  while (!signal.aborted) {
    await pause(pollMs, signal);
    if (!signal.aborted) last = await showNewer(context, { ask, options, after: last });
  }
}

/** Returns the number of the last one. */
async function showNewer(
  context: Context,
  {
    ask,
    options,
    after,
  }: { readonly ask: AskTenant; readonly options: RequestsOptions; readonly after: number },
): Promise<number> {
  const answer = await ask("GET", "requests");
  const listed = isRecord(answer) && Array.isArray(answer["requests"]) ? answer["requests"] : [];
  const newer = listed.filter(isRecord).filter((row) => numberOf(row) > after);
  for (const row of newer) {
    if (options.refused === true && row["refused"] === null) continue;
    if (options.json) await context.out.json(row);
    else showRequest(context, row);
  }
  return Math.max(after, ...newer.map(numberOf));
}

function numberOf(row: Row): number {
  return Number(row["number"]);
}

function showRequest({ out }: Context, row: Row): void {
  const { at, generation, operation, method, path, status, explanation } = row;
  const time = new Date(Number(at)).toISOString().slice(11, 19);
  const call = cleanText(
    `${String(generation)}  ${String(status)}  ${String(operation ?? `${method} ${path}`)}`,
  );
  if (explanation === null) out.line(dim(`${time}  `), call);
  else out.line(dim(`${time}  `), warn(call), `  ${cleanText(String(explanation))}`);
}
