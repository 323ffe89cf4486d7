import { startTenant } from "../tenant/start.js";
import type { StartTenantOptions, Tenant } from "../tenant/types.js";
import type { Scenario } from "./scenario.js";

/**
 * Starts a tenant in which a scenario happens: one by name, of a file, or as data. Options given win over what it says.
 * Throws ScenarioError, with the place in the document, where it can't be read.
 */
export function startScenario(
  scenario: string | Scenario,
  options: Omit<StartTenantOptions, "scenario"> = {},
): Promise<Tenant> {
  return startTenant({ ...options, scenario });
}
