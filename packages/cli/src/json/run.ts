import type { KeptPlan, Plan, PlanHistory, Run } from "@postern/engine";
import { toIso, toIsoOrNull } from "../screen/times.js";

export function encodePlan(plan: Plan): object {
  return { ...plan, history: encodeHistory(plan.history), createdAt: toIso(plan.createdAt) };
}

export function encodeKeptPlan({ plan, approvals, ...kept }: KeptPlan): object {
  const agreed = approvals.map((approval) => ({ ...approval, at: toIso(approval.at) }));
  return { ...encodePlan(plan), ...kept, approvals: agreed };
}

function encodeHistory(history: PlanHistory): object {
  return { ...history, lastAt: toIsoOrNull(history.lastAt) };
}

export function encodeRun(run: Run): object {
  return {
    ...run,
    plan: { ...run.plan, history: encodeHistory(run.plan.history), createdAt: toIso(run.plan.createdAt) },
    expiresAt: toIsoOrNull(run.expiresAt),
    createdAt: toIso(run.createdAt),
    updatedAt: toIso(run.updatedAt),
  };
}
