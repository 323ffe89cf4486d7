import type { KeptPlan, Plan, PlanHistory, Run } from "@postern/engine";
import { toIso, toIsoOrNull } from "../screen/times.js";

export function encodePlan(plan: Plan): object {
  return { ...plan, ...encodeParts(plan) };
}

export function encodeKeptPlan({ plan, approvals, ...kept }: KeptPlan): object {
  const agreed = approvals.map((approval) => ({
    ...approval,
    at: toIso(approval.at),
    expiresAt: toIso(approval.expiresAt),
  }));
  return { ...encodePlan(plan), ...kept, approvals: agreed };
}

function encodeParts({ rights, history, createdAt }: Pick<Plan, "rights" | "history" | "createdAt">) {
  return {
    rights: rights.map((right) => ({ ...right, foundAt: toIsoOrNull(right.foundAt) })),
    history: encodeHistory(history),
    createdAt: toIso(createdAt),
  };
}

function encodeHistory(history: PlanHistory): object {
  return { ...history, lastAt: toIsoOrNull(history.lastAt) };
}

export function encodeRun(run: Run): object {
  return {
    ...run,
    plan: { ...run.plan, ...encodeParts(run.plan) },
    expiresAt: toIsoOrNull(run.expiresAt),
    readAgainAt: toIsoOrNull(run.readAgainAt),
    createdAt: toIso(run.createdAt),
    updatedAt: toIso(run.updatedAt),
  };
}
