import { familyNames } from "../policies/families.js";
import type { PoliciesInForce } from "../policies/policies.js";

/** The policies of every family, those that came with the account among them, and what they apply. */
export function showPolicies(policies: PoliciesInForce): unknown {
  const { alterations, deliveryRoutes, signingDefinitions, webPolicies } = policies;
  return {
    policies: Object.fromEntries(familyNames.map((family) => [family, policies.of(family).list()])),
    alterationSets: alterations.sets.list(),
    alterations: alterations.list(),
    deliveryRoutes: deliveryRoutes.list(),
    signingDefinitions: signingDefinitions.list(),
    webPolicies: webPolicies.list(),
  };
}
