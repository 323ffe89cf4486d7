import { operation } from "@postern/mimecast/catalogue";
import { findAction } from "../actions/registry.js";
import { findFeed } from "../feeds/index.js";
import type { GuidePlan } from "./plan.js";

/** Operations of these names answer only where the plan includes the licence (Arctic Wolf's guide asks for it). */
const licences = [{ prefix: "ttp.", name: "Targeted Threat Protection (TTP)" }] as const;

/** Prerequisites in words: which licence, and for what. */
export function licencesNeeded({ feeds, actions }: Pick<GuidePlan, "feeds" | "actions">): string[] {
  const uses = [
    ...feeds.map((name) => ({ use: `the feed ${name}`, call: operation(findFeed(name).reading.operation) })),
    ...actions.map((name) => ({
      use: `the action ${name}`,
      call: operation(findAction(name).operations.create),
    })),
  ];
  return licences.flatMap(({ prefix, name }) => {
    const served = uses.filter(({ call }) => call.name.startsWith(prefix)).map(({ use }) => use);
    return served.length === 0 ? [] : [`A Mimecast plan with ${name}, for ${served.join(", ")}.`];
  });
}
