import type { Outcome, Run } from "@postern/engine";
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

/** How a run ended, in full. */
export function showOutcome(screen: Screen, run: Run): void {
  screen.line(bold("Run  "), run.id, "  ", paintOutcome(run.outcome));
  if (run.detail !== null) screen.line("  ", defangText(run.detail));
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
  const values = Object.values(first?.input ?? {}).filter((value) => typeof value !== "object");
  const more = items.length > 1 ? ` and ${String(items.length - 1)} more` : "";
  return `${values.map((value) => defangText(String(value))).join(", ")}${more}`;
}
