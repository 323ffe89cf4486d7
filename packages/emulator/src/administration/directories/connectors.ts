export const connectorStates = ["configured", "connected", "error"] as const;

/** A connection to another cloud. */
export interface Connector {
  readonly name: string;
  readonly product: string;
  readonly provider: string;
  state: (typeof connectorStates)[number];
}

/** Azure alone is offered (actions reference, 2.18); how the provider is spelled is guessed. */
export function listConnectors(): readonly Connector[] {
  return [
    { name: "Microsoft 365", product: "Threat Remediation", provider: "azure_standard", state: "connected" },
  ];
}
