import type { Expired, Outcome, Run } from "@postern/engine";
import { countOf } from "../screen/numbers.js";
import type { Screen } from "../screen/screen.js";
import { printTable } from "../screen/table.js";
import { bad, bold, dim, good, type Text, warn } from "../screen/text.js";
import { describeZone, formatTime } from "../screen/times.js";
import { defangText } from "./plan.js";

/** What was done in the tenants, the newest first. */
export function showRuns(screen: Screen, runs: readonly Run[], now: number): void {
  printTable(screen, {
    columns: [
      { title: "run" },
      { title: "when" },
      { title: "connection" },
      { title: "action" },
      { title: "target", gives: true },
      { title: "outcome" },
      { title: "by", gives: true },
      { title: "reason", gives: true },
    ],
    rows: runs.map((run) => [
      bold(run.id),
      formatTime(run.createdAt, now),
      run.connection,
      run.undoes === null ? run.action : `undo ${run.action}`,
      describeTarget(run),
      describeOutcome(run),
      run.actor,
      run.reason,
    ]),
  });
  screen.line(dim(describeZone(now)));
}

/** How a run ended. */
export function showOutcome(screen: Screen, run: Run, now: number): void {
  screen.line(bold("Run  "), run.id, "  ", paintOutcome(run.outcome));
  if (run.detail !== null) screen.line("  ", defangText(run.detail));
  const amiss = run.items.length === 1 ? [] : run.items.filter(({ outcome }) => !isFine(outcome));
  for (const { outcome, sentence, detail } of amiss.slice(0, mostTold)) {
    screen.line(
      "  ",
      paintOutcome(outcome),
      "  ",
      defangText(sentence),
      dim(`  ${defangText(detail ?? "")}`),
    );
  }
  if (amiss.length > mostTold) {
    screen.line(
      dim(`  … and ${countOf(amiss.length - mostTold, "more target")}: postern runs show ${run.id}`),
    );
  }
  if (run.expiresAt !== null && run.undoneBy === null) {
    screen.line(
      dim("  taken back by itself at  "),
      formatTime(run.expiresAt, now),
      dim("  while `postern run` runs"),
    );
  }
}

/** What became of a run whose time was up. */
export function showExpired(screen: Screen, { run, undo, problem }: Expired, now: number): void {
  screen.line(dim("The time of "), bold(run.id), dim(" is up: "), defangText(run.plan.sentence));
  if (problem !== null) screen.line("  ", bad(problem.code), "  ", defangText(problem.message));
  if (undo !== null) showOutcome(screen, undo, now);
}

const mostTold = 5;

function isFine(outcome: Outcome | null): boolean {
  return outcome === "done" || outcome === "already-so" || outcome === "accepted-unverifiable";
}

/** A run with every target and what became of it. */
export function showRun(screen: Screen, run: Run, now: number): void {
  screen.line(bold("Run  "), run.id, "  ", describeOutcome(run));
  screen.line(dim("  did       "), defangText(run.plan.sentence));
  screen.line(
    dim("  on        "),
    run.connection,
    dim(`, ${formatTime(run.createdAt, now)}, by ${run.actor}`),
  );
  screen.line(dim("  why       "), defangText(run.reason));
  if (run.expiresAt !== null) screen.line(dim("  lasts to  "), formatTime(run.expiresAt, now));
  if (run.detail !== null) screen.line(dim("  outcome   "), defangText(run.detail));
  printTable(screen, {
    columns: [
      { title: "#", align: "right" },
      { title: "target", gives: true },
      { title: "outcome" },
      { title: "detail", gives: true },
      { title: "vendor's request", gives: true },
    ],
    rows: run.items.map(({ number, input, outcome, detail, requestIds }) => [
      String(number + 1),
      describeInput(input),
      paintOutcome(outcome),
      defangText(detail ?? ""),
      dim(requestIds.join(", ")),
    ]),
  });
  screen.line(dim(describeZone(now)));
}

export function paintOutcome(outcome: Outcome | null): Text {
  switch (outcome) {
    case "done":
      return good("done");
    case "already-so":
      return good("already so");
    case "partial":
      return warn("done in part");
    case "failed":
      return bad("failed");
    case "unknown":
      return warn("unknown");
    case "accepted-unverifiable":
      return warn("accepted, can't be verified");
    case "not-run":
      return warn("not run");
    case null:
      return warn("not settled");
  }
}

function describeOutcome(run: Run): Text {
  if (run.undoneBy !== null) return [paintOutcome(run.outcome), dim(`, undone by ${run.undoneBy}`)];
  if (run.undoes !== null) return [paintOutcome(run.outcome), dim(`, undoes ${run.undoes}`)];
  return paintOutcome(run.outcome);
}

function describeTarget({ items }: Run): string {
  const [first] = items;
  const more = items.length > 1 ? ` and ${String(items.length - 1)} more` : "";
  return `${describeInput(first?.input ?? {})}${more}`;
}

/** What a target is about, in a few words. */
export function describeInput(input: Run["items"][number]["input"]): string {
  const values = Object.values(input).filter((value) => typeof value !== "object");
  return values.map((value) => defangText(String(value))).join(", ");
}
