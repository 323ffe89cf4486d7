export { createClock, type VirtualClock } from "./clock/clock.js";
export type { BlockedSendersPolicy, PolicyTarget } from "./console/blocked-senders.js";
export type { ManagedUrl } from "./console/managed-urls.js";
export type { Fault, FaultKind, ResetForm } from "./faults/fault.js";
export { describeTenant, type TenantDescription } from "./tenant/describe.js";
export { startTenant } from "./tenant/start.js";
export type {
  ApplicationControl,
  Campaign,
  CampaignClick,
  ClickOutcome,
  DeliveryOutcome,
  Feed,
  RecordsReport,
  RequestEntry,
  StartTenantOptions,
  Tenant,
  TruthRecord,
  V1Credentials,
  V2Credentials,
} from "./tenant/types.js";
