import type { Plan, Run } from "@postern/engine";
import { toIso, toIsoOrNull } from "../screen/times.js";

export function encodePlan(plan: Plan): object {
  return { ...plan, history: { ...plan.history, lastAt: toIsoOrNull(plan.history.lastAt) } };
}

export function encodeRun(run: Run): object {
  return {
    ...run,
    plan: encodePlan(run.plan),
    createdAt: toIso(run.createdAt),
    updatedAt: toIso(run.updatedAt),
  };
}
