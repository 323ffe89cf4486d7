import type { ClickSummary, PlanRequest, Run } from "@postern/engine";
import { errorTable } from "@postern/engine";
import { defangUrl } from "../screen/defang.js";
import { bad, dim, good, type Text } from "../screen/text.js";
import { showPlan } from "../show/plan.js";
import { showOutcome } from "../show/runs.js";
import { actingConnection, beginScene, type Stage } from "./stage.js";

/** What is to be contained: a campaign seen in the clicks. */
export interface Target {
  readonly sender: string;
  readonly url: string;
  /** Somebody of the company who has clicked. */
  readonly recipient: string;
}

/** The URL that got most people to click through, with the sender of its mail. */
export function pickTarget(clicks: readonly ClickSummary[]): Target | null {
  const candidates = clicks.filter((click) => click.sender !== null && click.allowed > 0);
  const people = (url: string) => candidates.filter((click) => click.url === url).length;
  const [first] = candidates.toSorted((one, other) => people(other.url) - people(one.url));
  if (first === undefined || first.sender === null) return null;
  return { sender: first.sender, url: first.url, recipient: first.recipient };
}

/** Plans, blocks, shows the tenant refusing, takes it back, shows the tenant allowing. */
export async function contain(stage: Stage, target: Target): Promise<void> {
  const requests: readonly PlanRequest[] = [
    { action: "block-sender", connection: actingConnection, input: { sender: target.sender } },
    { action: "block-url", connection: actingConnection, input: { url: target.url } },
  ];
  const reason = { reason: "postern demo" };

  beginScene(
    stage,
    "Before anything is changed, Postern shows what blocking this sender and this URL would do.",
  );
  for (const request of requests) {
    showPlan(stage.screen, await stage.engine.actions.plan(request), stage.context.now());
  }

  beginScene(stage, "It runs the plan: one call each, then it reads back whether the tenant really has it.");
  const runs: Run[] = [];
  for (const request of requests) {
    const run = await stage.engine.actions.run({ ...request, ...reason });
    showOutcome(stage.screen, run, stage.context.now());
    runs.push(run);
  }

  beginScene(
    stage,
    "The next click and the next message are refused (of the real service a policy may take five minutes).",
  );
  tryTenant(stage, target, "refused");

  beginScene(stage, "Both are taken back.");
  for (const run of runs.toReversed()) {
    const undo = await stage.engine.actions.undo(run.id, reason);
    showOutcome(stage.screen, undo, stage.context.now());
  }

  beginScene(stage, "The tenant lets them through again.");
  tryTenant(stage, target, "let through");
}

type Expectation = "refused" | "let through";

/** Clicks and sends as people would, and tells what the tenant did. */
function tryTenant(stage: Stage, target: Target, expected: Expectation): void {
  const { tenant } = stage;
  const click = tenant.click({ url: target.url, recipient: target.recipient });
  const message = tenant.deliver({
    sender: target.sender,
    recipient: target.recipient,
    subject: "One more thing",
  });
  const clickIs: Expectation = click.outcome === "blocked" ? "refused" : "let through";
  const messageIs: Expectation = message.outcome === "rejected" ? "refused" : "let through";
  tell(stage, expected, {
    what: ["click    ", dim(`${target.recipient} on ${defangUrl(target.url)}  `)],
    is: clickIs,
    why: click.reason,
  });
  tell(stage, expected, {
    what: ["message  ", dim(`${target.sender} to ${target.recipient}  `)],
    is: messageIs,
    why: message.reason,
  });
}

function tell(
  stage: Stage,
  expected: Expectation,
  { what, is, why }: { readonly what: Text; readonly is: Expectation; readonly why: string },
): void {
  const isAsExpected = is === expected;
  stage.screen.line(
    "  ",
    what,
    isAsExpected ? good(is) : bad(`${is}, and should be ${expected}`),
    dim(`  ${why}`),
  );
  if (!isAsExpected) stage.context.exitCode = errorTable["action-failed"].exitCode;
}
