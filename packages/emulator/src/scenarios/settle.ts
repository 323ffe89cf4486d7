import type { StartTenantOptions } from "../tenant/types.js";
import { findScenario, readScenario } from "./read-scenario.js";
import { type Scenario, type ScenarioAccount, ScenarioError } from "./scenario.js";

/** Options in which the scenario has been read. */
export type SettledOptions = Omit<StartTenantOptions, "scenario"> & { readonly scenario?: Scenario };

/** Reads the scenario, and lets it say what the options leave open. Throws ScenarioError. */
export async function settleScenario(options: StartTenantOptions): Promise<SettledOptions> {
  const { scenario: wanted, ...given } = options;
  if (wanted === undefined) return given;
  const scenario = typeof wanted === "string" ? await findScenario(wanted) : readScenario(wanted);
  if (options.recordsDir !== undefined)
    throw new ScenarioError("A scenario needs generated traffic: leave it or the recorded records out.");
  return { ...optionsOf(scenario), ...given, scenario };
}

/** The options of each further account of a scenario: those of the first, with a share of its memory. */
export function optionsOfAccounts(options: SettledOptions): SettledOptions[] {
  const { scenario, seed, messagesPerDay, companyDomain, companyName, ports, ...shared } = options;
  const accounts = scenario?.accounts ?? [];
  return accounts.map((account, index) => ({
    ...shared,
    ...optionsOf({ seed: (seed ?? 1) + 1 + index, ...account }),
    scenario: { name: `${scenario?.name ?? ""} ${index + 1}`, ...account },
  }));
}

function optionsOf({ seed, company, messagesPerDay }: ScenarioAccount): StartTenantOptions {
  return {
    ...(seed === undefined ? {} : { seed }),
    ...(company?.domain === undefined ? {} : { companyDomain: company.domain }),
    ...(company?.name === undefined ? {} : { companyName: company.name }),
    ...(messagesPerDay === undefined ? {} : { messagesPerDay }),
  };
}
