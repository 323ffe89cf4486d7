import { PosternError, toPosternError } from "@postern/engine/errors";
import type { Command } from "commander";
import { askReason } from "../acting/carry-out.js";
import { because } from "../acting/reason.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { askYesOrNo } from "../prompts/ask.js";
import { bold, dim } from "../screen/text.js";
import { toIso } from "../screen/times.js";
import { showPlan } from "../show/plan.js";

interface ApproveOptions {
  readonly reason?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

export function declareApprove(program: Command, context: Context): void {
  const command = program
    .command("approve")
    .summary("agree to somebody else's plan")
    .description(
      "Agree to a plan that the rules ask a second person for: to the plan as it is shown, and to no other. Your " +
        "agreement is signed, kept in the audit log, and counts for a day. Nobody can agree to a plan of their own.",
    )
    .argument("<plan>", "its id, from `postern plans`")
    .option("--reason <text>", "why you agree")
    .option("--yes", "don't ask")
    .option("--json", "the approval as one JSON object")
    .action((id: string, options: ApproveOptions) => approve(context, id, options));
  addExamples(command, [
    ["postern approve PLAN", "shows it, then asks"],
    ["postern approve PLAN --yes --reason 'seen, CHG-7'", "for a script"],
  ]);
}

async function approve(context: Context, id: string, options: ApproveOptions): Promise<void> {
  await withEngine(context, async (engine) => {
    const { plan } = await engine.actions.getPlan(id);
    showPlan(options.json ? context.err : context.out, plan, context.now());
    const reason = options.yes ? options.reason : await ask(context, options);
    const approval = await engine.actions.approve(id, because(reason));
    if (options.json)
      return await context.out.json({
        ...approval,
        at: toIso(approval.at),
        expiresAt: toIso(approval.expiresAt),
      });
    context.out.line("Agreed to ", bold(id), dim(`  as ${approval.actor}, for a day`));
    context.out.line(dim("  it runs with  "), context.propose(["plans", "run", id]));
  });
}

async function ask(context: Context, { reason }: ApproveOptions): Promise<string> {
  if (!context.isInteractive) {
    throw new PosternError("bad-usage", "Nobody can be asked: give --yes to agree.");
  }
  try {
    if (await askYesOrNo("Agree to this plan?")) return await askReason(reason);
  } catch (thrown) {
    if (toPosternError(thrown).code !== "interrupted") throw thrown;
  }
  throw new PosternError("interrupted", "Not agreed to.");
}
