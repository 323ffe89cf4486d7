import type { OperationName } from "@postern/mimecast/catalogue";
import { findAction } from "../actions/registry.js";
import { findFeed, operationsOf } from "../feeds/index.js";
import { joinNeeds } from "./join.js";
import type { GuidePlan } from "./plan.js";
import type { Need } from "./requirements.js";

/** Operations of these names answer only where the plan includes the licence (Arctic Wolf's guide asks for TTP). */
const licences = [
  {
    prefixes: ["ttp.url.", "ttp.attachment.", "ttp.impersonation."],
    name: "Targeted Threat Protection (TTP)",
  },
  { prefixes: ["ttp.remediation."], name: "Threat Remediation" },
  { prefixes: ["awareness-training."], name: "Awareness Training" },
] as const;

/** Prerequisites in words: which licence, and for what. */
export function licencesNeeded({ feeds, actions }: Pick<GuidePlan, "feeds" | "actions">): string[] {
  const uses = [
    ...feeds.map((name): Use => ({ kind: "feed", name, operations: operationsOf(findFeed(name)) })),
    ...actions.map((name): Use => ({ kind: "action", name, operations: writesOf(name) })),
  ];
  return licences.flatMap(({ prefixes, name }) => {
    const served = uses.filter(({ operations }) =>
      operations.some((operation) => prefixes.some((prefix) => operation.startsWith(prefix))),
    );
    return served.length === 0 ? [] : [`A Mimecast plan with ${name}, for ${joinNeeds(served)}.`];
  });
}

/** In any generation: a licence is of the account. */
function writesOf(name: string): readonly OperationName[] {
  const { generations, operations } = findAction(name);
  return generations.flatMap((generation) => operations(generation).writes);
}

interface Use extends Need {
  readonly operations: readonly OperationName[];
}
