export { ConsoleRefusal } from "./administration/refusal.js";
export type { Role, RoleDraft, SecurityPermission } from "./administration/roles.js";
export type { ApplicationSettings, AuthenticationProfile } from "./administration/sign-in.js";
export type {
  Administration,
  Application1,
  Application1Details,
  Application2,
  Application2Draft,
  LoginRealm,
  V1Credentials,
  V2Credentials,
} from "./administration/types.js";
export type { UserAccount, UserDraft } from "./administration/users.js";
export { createClock, type VirtualClock } from "./clock/clock.js";
export type { ManagedUrl } from "./console/managed-urls.js";
export type { Fault, FaultKind } from "./faults/fault.js";
export type { Faults } from "./faults/fault-desk.js";
export type { ArmedFault } from "./faults/fault-injector.js";
export { parseFault } from "./faults/read-fault.js";
export { listFaults } from "./faults/render.js";
export { type Guesses, joinGuesses, parseGuess } from "./guesses/guesses.js";
export { listGuesses } from "./guesses/render.js";
export { type TenantFileCode, TenantFileError } from "./journal/file-error.js";
export type { FamilyName } from "./policies/families.js";
export type { PoliciesInForce } from "./policies/policies.js";
export type { Policy, PolicyTarget } from "./policies/policy.js";
export type { EmulatedRegions, GatewayName, RegionCode } from "./regions/regions.js";
export { scenarioNames } from "./scenarios/named.js";
export { type Happening, type Scenario, type ScenarioAccount, ScenarioError } from "./scenarios/scenario.js";
export { startScenario } from "./scenarios/start-scenario.js";
export type { Check } from "./strictness/checks.js";
export { type Forgiven, parseLoose } from "./strictness/leniency.js";
export { describeTenant, type TenantDescription } from "./tenant/describe.js";
export type { Feed } from "./tenant/feeds.js";
export { startTenant } from "./tenant/start.js";
export type {
  ApplicationControl,
  Campaign,
  CampaignClick,
  ClickOutcome,
  DeliveryOutcome,
  RecordsReport,
  RequestEntry,
  StartTenantOptions,
  Tenant,
  TenantPerson,
  TruthRecord,
} from "./tenant/types.js";
export { createIdentity, type ServerIdentity, type TlsMode } from "./tls/identity.js";
