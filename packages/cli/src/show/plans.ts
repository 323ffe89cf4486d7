import type { KeptPlan } from "@postern/engine";
import type { Screen } from "../screen/screen.js";
import { printTable } from "../screen/table.js";
import { bold, dim, good, type Text, warn } from "../screen/text.js";
import { describeZone, formatTime } from "../screen/times.js";
import { defangText } from "./plan.js";

/** What was planned, the newest first. */
export function showPlans(screen: Screen, plans: readonly KeptPlan[], now: number): void {
  printTable(screen, {
    columns: [
      { title: "plan" },
      { title: "when" },
      { title: "connection" },
      { title: "what it does", gives: true },
      { title: "state", gives: true },
      { title: "by", gives: true },
    ],
    rows: plans.map((kept) => [
      bold(kept.plan.id),
      formatTime(kept.plan.createdAt, now),
      kept.plan.connection,
      defangText(kept.plan.sentence),
      describeState(kept),
      kept.actor,
    ]),
  });
  screen.line(dim(describeZone(now)));
}

function describeState({ plan, runId, approvals }: KeptPlan): Text {
  if (runId !== null) return good(`run as ${runId}`);
  if (plan.needsApproval !== null) {
    return approvals.length > 0 ? good("agreed to") : warn("waits for a second person");
  }
  if (plan.isAlreadySo) return dim("nothing to do");
  return plan.barredBy === null ? "not run" : warn("barred");
}
