/** The ten event types of the Cloud Gateway, as API 2.0 spells them in `type`. */
export const gatewayEventTypes = [
  "receipt",
  "process",
  "delivery",
  "journal",
  "av",
  "spam",
  "internal email protect",
  "impersonation protect",
  "url protect",
  "attachment protect",
] as const;

export type GatewayEventType = (typeof gatewayEventTypes)[number];

/** The event types of Cloud Integrated. */
export const integratedEventTypes = ["entities", "mailflow", "urlclick"] as const;

export type IntegratedEventType = (typeof integratedEventTypes)[number];

/** The event type by the prefix of an API 1.0 file name (`receipt_20250301093329655.json`). */
export const gatewayEventTypeByFilePrefix: Readonly<Record<string, GatewayEventType>> = {
  receipt: "receipt",
  process: "process",
  delivery: "delivery",
  jrnl: "journal",
  av: "av",
  spameventthread: "spam",
  iep: "internal email protect",
  impersonation: "impersonation protect",
  ttp_url: "url protect",
  ttp_ap: "attachment protect",
};
