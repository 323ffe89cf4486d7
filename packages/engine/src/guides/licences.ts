import type { OperationName } from "@postern/mimecast/catalogue";
import { findAction } from "../actions/registry.js";
import { findFeed, operationsOf } from "../feeds/index.js";
import { joinNeeds } from "./join.js";
import type { GuidePlan } from "./plan.js";
import type { Need } from "./requirements.js";

/** Operations of these names answer only where the plan includes the licence (Arctic Wolf's guide asks for it). */
const licences = [{ prefix: "ttp.", name: "Targeted Threat Protection (TTP)" }] as const;

/** Prerequisites in words: which licence, and for what. */
export function licencesNeeded({ feeds, actions }: Pick<GuidePlan, "feeds" | "actions">): string[] {
  const uses = [
    ...feeds.map((name): Use => ({ kind: "feed", name, operations: operationsOf(findFeed(name)) })),
    ...actions.map(
      (name): Use => ({ kind: "action", name, operations: [findAction(name).operations.create] }),
    ),
  ];
  return licences.flatMap(({ prefix, name }) => {
    const served = uses.filter(({ operations }) => operations.some((name) => name.startsWith(prefix)));
    return served.length === 0 ? [] : [`A Mimecast plan with ${name}, for ${joinNeeds(served)}.`];
  });
}

interface Use extends Need {
  readonly operations: readonly OperationName[];
}
