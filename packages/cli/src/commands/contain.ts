import { type Engine, PosternError, type Proposal, type TargetKind, targetKinds } from "@postern/engine";
import { type Command, Option } from "commander";
import { offerToAllow } from "../acting/allow.js";
import { type ActionOptions, askReason, beforeAnything, watchWithCare } from "../acting/carry-out.js";
import { exitCodeOfContainment } from "../acting/containment.js";
import { because } from "../acting/reason.js";
import { encodeContainment, encodeProposal } from "../json/containment.js";
import type { Context } from "../program/context.js";
import { pickConnection, withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { askSeveral } from "../prompts/ask.js";
import { refang } from "../screen/defang.js";
import { dim } from "../screen/text.js";
import { showContainment, showContainments, showProposal, showSteps } from "../show/containment.js";
import { defangText } from "../show/plan.js";
import { collectList } from "../values/lists.js";

interface ContainOptions extends Omit<ActionOptions, "for" | "acceptChanges"> {
  readonly on?: string;
  readonly as?: TargetKind;
  readonly steps?: readonly string[];
  readonly managed?: readonly string[];
}

export function declareContain(program: Command, context: Context): void {
  const command = program
    .command("contain")
    .summary("contain an incident: block, remove, see who clicked; taken back as one")
    .description(
      "From a URL, a sender or a message id to a contained incident: shows who is affected and who clicked, proposes " +
        "the whole set of actions with what each would do, runs what you tick, reads it back, and keeps it as one.",
    )
    .argument(
      "[target]",
      "a URL (a rewritten link too), a sender's address, or a message id; defanged is fine",
    )
    .option("--on <connection>", "where; may be left out where there is only one connection")
    .addOption(new Option("--as <kind>", "what it is, where that can't be seen").choices(targetKinds))
    .option(
      "--managed <networks>",
      "networks of managed devices, as 203.0.113.0/24: clicks from elsewhere first",
      collectList,
    )
    .option("--plan", "show the proposal and stop")
    .option(
      "--steps <steps>",
      "run these steps: url,host,sender,remediate; as they are called in the proposal",
      collectList,
    )
    .option("--reason <text>", "why; kept with every run")
    .option("--yes", "don't ask: run what is recommended, or what --steps names")
    .option("--json", "the containment (with --plan: the proposal) as one JSON object")
    .action((target: string | undefined, options: ContainOptions) => contain(context, target, options));
  const all = command
    .command("list")
    .summary("what was contained")
    .description("List the containments, newest first: what they are about and what of them stands.")
    .option("--json", "one JSON object")
    .action((options: { json?: boolean }) => list(context, options));
  addExamples(command, [
    ["postern contain 'hxxps://evil[.]example/login' --plan", "who is affected, and what would be done"],
    ["postern contain spoof@evil.example", "asks which steps to run"],
    ["postern contain '<abc@mail.example>' --yes --reason INC-42", "runs what is recommended"],
    ["postern undo contain-0123456789", "takes all of it back"],
  ]);
  addExamples(all, [["postern contain list --json", "for a program"]]);
}

async function contain(context: Context, target: string | undefined, options: ContainOptions): Promise<void> {
  if (target === undefined) throw new PosternError("bad-usage", "missing required argument 'target'.");
  await withEngine(context, async (engine) => {
    const connection = await pickConnection(engine, options.on);
    const propose = () =>
      engine.playbooks.propose({
        connection: connection.name,
        target: refang(target),
        kind: options.as,
        managedNetworks: options.managed,
        ...(options.reason === undefined ? {} : { reason: options.reason }),
      });
    const first = await propose();
    showProposal(options.json ? context.err : context.out, first, context.now());
    if (options.plan) {
      if (options.json) await context.out.json(encodeProposal(first));
      else context.out.line(dim("  This was the proposal; nothing was changed."));
      return;
    }
    const { proposal, steps, reason } = await beforeAnything(async () => {
      const proposal = await completeProposal(context, engine, { first, propose, options });
      const steps = await chooseSteps(context, proposal, options);
      if (!options.yes && steps.length === 0) throw new PosternError("interrupted", "No step was ticked.");
      return { proposal, steps, reason: options.yes ? options.reason : await askReason(options.reason) };
    });
    const containment = await watchWithCare(context, (care) =>
      engine.playbooks.contain(proposal, { steps, ...because(reason), ...care }),
    );
    if (options.json) await context.out.json(encodeContainment(containment));
    else showContainment(context, containment);
    context.exitCode = exitCodeOfContainment(containment);
  });
}

/** What only waits to be allowed is offered to be; then its steps can be ticked like the others. */
async function completeProposal(
  context: Context,
  engine: Engine,
  {
    first,
    propose,
    options,
  }: { first: Proposal; propose: () => Promise<Proposal>; options: Pick<ContainOptions, "yes" | "json"> },
): Promise<Proposal> {
  if (options.yes) return first;
  const waiting = first.steps.filter(({ problem }) => problem?.code === "action-not-allowed");
  const actions = [...new Set(waiting.map(({ action }) => action))];
  if (!(await offerToAllow(context, engine, { connection: first.connection, actions }))) return first;
  const second = await propose();
  const planned = second.steps.filter(({ key }) => waiting.some((step) => step.key === key));
  showSteps(options.json ? context.err : context.out, planned, context.now());
  return second;
}

async function chooseSteps(
  context: Context,
  { steps }: Proposal,
  { steps: named, yes }: ContainOptions,
): Promise<readonly string[]> {
  const recommended = named ?? steps.filter(({ isRecommended }) => isRecommended).map(({ key }) => key);
  if (yes) return recommended;
  if (!context.isInteractive) {
    throw new PosternError(
      "bad-usage",
      "This changes the tenant and nobody can be asked: give --yes to run what is recommended, or --plan to see it alone.",
    );
  }
  const possible = steps.filter(({ plan }) => plan !== null && plan.barredBy === null);
  const choices = possible.map(({ key, plan }) => ({
    value: key,
    label: key,
    hint: defangText(plan?.sentence ?? ""),
  }));
  if (choices.length === 0) throw new PosternError("plan-refused", "No step can be run.");
  return await askSeveral("Which steps? Space ticks, Enter runs them.", choices, recommended);
}

async function list(context: Context, options: { json?: boolean }): Promise<void> {
  const found = await withEngine(context, (engine) => engine.playbooks.list());
  if (options.json) await context.out.json({ containments: found.map(encodeContainment) });
  else if (found.length === 0) context.out.line("Nothing was contained yet.");
  else showContainments(context.out, found, context.now());
}
