import type { Containment, PosternError, Proposal } from "@postern/engine";
import { toIso } from "../screen/times.js";
import { encodePlan, encodeRun } from "./run.js";

export function encodeProposal({ steps, scope, ...proposal }: Proposal): object {
  return {
    ...proposal,
    scope: { ...scope, clickers: scope.clickers.map(encodeClicker) },
    steps: steps.map(({ plan, problem, ...step }) => ({
      ...step,
      plan: plan === null ? null : encodePlan(plan),
      problem: encodeProblem(problem),
    })),
  };
}

export function encodeContainment({ steps, createdAt, ...containment }: Containment): object {
  return {
    ...containment,
    createdAt: toIso(createdAt),
    steps: steps.map(({ key, plan, run, problem }) => ({
      key,
      plan: encodePlan(plan),
      run: run === null ? null : encodeRun(run),
      problem: encodeProblem(problem),
    })),
  };
}

function encodeClicker(clicker: Proposal["scope"]["clickers"][number]): object {
  return { ...clicker, firstAt: toIso(clicker.firstAt), lastAt: toIso(clicker.lastAt) };
}

function encodeProblem(problem: PosternError | null): object | null {
  return problem === null ? null : { code: problem.code, message: problem.message };
}
