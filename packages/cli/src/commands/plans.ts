import type { KeptPlan } from "@postern/engine";
import type { Command } from "commander";
import { type ActionOptions, carryOut } from "../acting/carry-out.js";
import { encodeKeptPlan } from "../json/run.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { dim } from "../screen/text.js";
import { formatTime } from "../screen/times.js";
import { showPlan } from "../show/plan.js";
import { showPlans } from "../show/plans.js";
import { parseWhole } from "../values/numbers.js";

interface ListOptions {
  readonly connection?: string;
  readonly limit: string;
  readonly json?: boolean;
}

export function declarePlans(program: Command, context: Context): void {
  const command = program
    .command("plans")
    .summary("what was planned, and what waits for a second person")
    .description("List the plans, newest first: what was asked for, by whom, and what became of it.")
    .option("--connection <name>", "only this connection")
    .option("--limit <count>", "at most so many", "20")
    .option("--json", "one JSON object")
    .action((options: ListOptions) => list(context, options));
  const one = command
    .command("show")
    .summary("a plan in full")
    .description("Show a plan as it was made, who agreed to it, and what it was carried out as.")
    .argument("<plan>", "its id")
    .option("--json", "one JSON object")
    .action((id: string, options: { json?: boolean }) => show(context, id, options));
  const run = command
    .command("run")
    .summary("run a plan made before; refused where what it depends on has changed")
    .description(
      "Run a plan made before. It is made again first, and refused where the tenant changed meanwhile.",
    )
    .argument("<plan>", "its id")
    .option("--accept-changes", "also where what it depends on has changed")
    .option("--reason <text>", "why; kept with the run")
    .option("--for <duration>", "take it back by itself after so long: 12h, 7d")
    .option("--yes", "don't ask")
    .option("--json", "the run as one JSON object")
    .action((id: string, options: ActionOptions) =>
      carryOut(context, options, async (engine) => (await engine.actions.getPlan(id)).plan),
    );
  addExamples(command, [
    ["postern plans", "the newest ones"],
    ["postern plans show PLAN", "all of one"],
    ["postern plans run PLAN --yes", "what was agreed to, and nothing else"],
  ]);
  addExamples(one, [["postern plans show PLAN --json", "for a program"]]);
  addExamples(run, [["postern plans run PLAN --yes --reason INC-42", "for a script"]]);
}

async function list(context: Context, options: ListOptions): Promise<void> {
  const limit = parseWhole(options.limit, { option: "--limit", least: 1 });
  const found = await withEngine(context, async (engine) => {
    if (options.connection === undefined) return await engine.actions.plans({ limit });
    await engine.connections.get(options.connection);
    return await engine.actions.plans({ connection: options.connection, limit });
  });
  if (options.json) await context.out.json({ plans: found.map(encodeKeptPlan) });
  else if (found.length === 0) context.out.line("Nothing was planned yet.");
  else showPlans(context.out, found, context.now());
}

async function show(context: Context, id: string, options: { json?: boolean }): Promise<void> {
  const kept = await withEngine(context, (engine) => engine.actions.getPlan(id));
  if (options.json) return await context.out.json(encodeKeptPlan(kept));
  const { out } = context;
  showPlan(out, kept.plan, context.now());
  out.line(dim("  made      "), formatTime(kept.plan.createdAt, context.now()), dim(` by ${byWhom(kept)}`));
  for (const { actor, reason, at, expiresAt } of kept.approvals) {
    const late = expiresAt <= context.now() ? "  expired" : "";
    out.line(dim("  agreed    "), actor, dim(`  ${formatTime(at, context.now())}  ${reason}${late}`));
  }
  if (kept.runId !== null) out.line(dim("  run as    "), kept.runId);
  else out.line(dim("  run with  "), context.propose(["plans", "run", id]));
}

function byWhom({ actor, reason }: KeptPlan): string {
  const who = actor === "" ? "nobody named" : actor;
  return reason === "" ? who : `${who}: ${reason}`;
}
