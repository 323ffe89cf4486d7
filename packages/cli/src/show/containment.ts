import type {
  Containment,
  ContainmentStep,
  ContainmentTarget,
  Proposal,
  ProposedStep,
} from "@postern/engine";
import type { Context } from "../program/context.js";
import { defangUrl } from "../screen/defang.js";
import { countOf, formatCount } from "../screen/numbers.js";
import type { Screen } from "../screen/screen.js";
import { printTable } from "../screen/table.js";
import { bad, bold, dim, good, type Text, warn } from "../screen/text.js";
import { describeZone, formatTime } from "../screen/times.js";
import { defangText, describeHistory } from "./plan.js";
import { paintOutcome } from "./runs.js";

const mostClickers = 20;

/** Who is affected, who clicked, and what would be done about it. */
export function showProposal(screen: Screen, proposal: Proposal, now: number): void {
  const { target, decodedFrom, connection, scope, steps } = proposal;
  screen.line(bold("Contain  "), describeTarget(target), dim(`  on ${connection}`));
  if (decodedFrom !== null) screen.line(dim("  behind    "), defangUrl(decodedFrom));
  screen.line(dim("  scope     "), describeScope(proposal));
  if (scope.isMalicious) screen.line(dim("  verdict   "), bad("the tenant found it malicious"));
  showClickers(screen, proposal, now);
  screen.line();
  showSteps(screen, steps, now);
  if (steps.length === 0) screen.line("  Nothing can be proposed: no event tells of it.");
}

export function showSteps(screen: Screen, steps: readonly ProposedStep[], now: number): void {
  for (const step of steps) showStep(screen, step, now);
}

function describeScope({ scope }: Proposal): string {
  const { messageIds, alikeIds, recipients, senders, days } = scope;
  const from = senders.length === 0 ? "" : ` from ${senders.map(({ sender }) => sender).join(", ")}`;
  const people = recipients.length === 1 ? "1 person" : `${formatCount(recipients.length)} people`;
  const alike =
    alikeIds.length === 0 ? "" : ` and ${formatCount(alikeIds.length)} more of the same sender and subject`;
  return `${countOf(messageIds.length, "message")}${alike}, to ${people}${from}, in the last ${String(days)} days of what was collected`;
}

function showClickers(screen: Screen, { scope }: Proposal, now: number): void {
  const { clickers } = scope;
  if (clickers.length === 0) {
    screen.line(dim("  clicked   "), good("nobody"), dim(", as far as was collected"));
    return;
  }
  const through = new Set(clickers.filter(({ allowed }) => allowed > 0).map(({ recipient }) => recipient))
    .size;
  const all = new Set(clickers.map(({ recipient }) => recipient)).size;
  screen.line(
    dim("  clicked   "),
    `${formatCount(all)} ${all === 1 ? "person" : "people"}, `,
    through > 0 ? bad(`${formatCount(through)} let through`) : good("none let through"),
  );
  printTable(screen, {
    columns: [
      { title: "who", gives: true },
      { title: "clicks", align: "right" },
      { title: "let through", align: "right" },
      { title: "device" },
      { title: "from", gives: true },
      { title: "last" },
    ],
    rows: clickers
      .slice(0, mostClickers)
      .map((click) => [
        click.recipient,
        formatCount(click.clicks),
        click.allowed > 0 ? bad(formatCount(click.allowed)) : "0",
        click.device === "unmanaged" ? warn("unmanaged") : dim(click.device),
        click.sourceAddresses.join(", ") || "(not told)",
        formatTime(click.lastAt, now),
      ]),
  });
  if (clickers.length > mostClickers) {
    screen.line(dim(`  … and ${countOf(clickers.length - mostClickers, "more row")}: --json tells all`));
  }
}

function showStep(
  screen: Screen,
  { key, plan, why, isRecommended, problem }: ProposedStep,
  now: number,
): void {
  const tick = plan === null ? "[-]" : isRecommended ? good("[x]") : "[ ]";
  screen.line(tick, " ", bold(key), "  ", defangText(plan?.sentence ?? ""));
  screen.line(dim("    why       "), defangText(why));
  if (problem !== null) {
    screen.line(dim("    not now   "), bad(problem.code), "  ", defangText(problem.message));
    return;
  }
  if (plan === null) return;
  if (plan.isAlreadySo) screen.line(dim("    already   "), good("nothing to do"));
  screen.line(dim("    would hit "), describeHistory(plan, now));
  for (const warning of new Set([...plan.warnings, ...plan.items.flatMap((item) => item.warnings)])) {
    screen.line(dim("    warning   "), warn(defangText(warning)));
  }
  if (plan.needsApproval !== null)
    screen.line(dim("    approval  "), warn(`a second person: postern approve ${plan.id}`));
  if (plan.barredBy !== null) screen.line(dim("    barred    "), bad(plan.barredBy));
  screen.line(
    dim("    undo      "),
    plan.undo.isPossible ? good("possible") : warn("not possible"),
    `: ${defangText(plan.undo.sentence)}`,
  );
}

export function describeTarget(target: ContainmentTarget): string {
  switch (target.kind) {
    case "url":
      return defangUrl(target.url);
    case "sender":
      return target.sender;
    case "message":
      return `<${target.messageId}>`;
  }
}

/** What was run as one, and what of it stands. */
export function showContainment(context: Context, containment: Containment, screen = context.out): void {
  const { id, target, steps } = containment;
  screen.line(bold("Containment  "), id, "  ", describeTarget(target));
  for (const { key, plan, run, problem } of steps) {
    screen.line(
      "  ",
      bold(key),
      "  ",
      describeState({ key, plan, run, problem }),
      "  ",
      defangText(plan.sentence),
    );
    if (run?.detail != null && run.outcome !== "done")
      screen.line(dim("      "), dim(defangText(run.detail)));
    if (problem !== null) screen.line("      ", bad(problem.code), "  ", defangText(problem.message));
  }
  if (steps.some(({ run }) => run === null)) {
    screen.line(dim("  run the rest with  "), context.propose(["resume", id]));
  }
  if (
    steps.some(
      ({ run }) =>
        run !== null && run.outcome === "done" && run.undoneBy === null && run.plan.undo.isPossible,
    )
  ) {
    screen.line(dim("  take it back with  "), context.propose(["undo", id]));
  }
}

function describeState({ run }: ContainmentStep): Text {
  if (run === null) return warn("not run");
  if (run.undoneBy !== null) return [paintOutcome(run.outcome), dim(`, taken back by ${run.undoneBy}`)];
  return [paintOutcome(run.outcome), dim(`  ${run.id}`)];
}

/** What was contained, the newest first. */
export function showContainments(screen: Screen, containments: readonly Containment[], now: number): void {
  printTable(screen, {
    columns: [
      { title: "containment" },
      { title: "when" },
      { title: "connection" },
      { title: "target", gives: true },
      { title: "steps" },
      { title: "by", gives: true },
      { title: "reason", gives: true },
    ],
    rows: containments.map(({ id, createdAt, connection, target, steps, actor, reason }) => [
      bold(id),
      formatTime(createdAt, now),
      connection,
      describeTarget(target),
      describeSteps(steps),
      actor,
      reason,
    ]),
  });
  screen.line(dim(describeZone(now)));
}

function describeSteps(steps: readonly ContainmentStep[]): string {
  const ran = steps.filter(({ run }) => run !== null).length;
  const back = steps.filter(({ run }) => run !== null && run.undoneBy !== null).length;
  const taken = back === 0 ? "" : `, ${String(back)} taken back`;
  return `${String(ran)} of ${String(steps.length)} run${taken}`;
}
