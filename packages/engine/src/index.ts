export {
  type ActionDescription,
  type ActionEngine,
  type ActionField,
  type BlockMethod,
  blockMethods,
  checkActionInput,
  chooseMethod,
  describeAction,
  describeActions,
  type Expired,
  type KeptPlan,
  type MethodChoice,
  type PlanRequest,
  type RunOptions,
  type RunReason,
} from "./actions/index.js";
export type * from "./actions/model/plan.js";
export type * from "./actions/model/run.js";
export type { Approval } from "./actions/planning/plan-store.js";
export type { Progress } from "./actions/running/carry-out.js";
export {
  type Actor,
  type AuditEntry,
  type AuditFilter,
  type AuditForm,
  type AuditKind,
  type AuditVerdict,
  auditForms,
  auditKinds,
  describeAudit,
  writeAudit,
} from "./audit/index.js";
export type { Beginning } from "./collector/index.js";
export type * from "./connections/check.js";
export type * from "./connections/connection.js";
export type { Right } from "./connections/rights.js";
export type * from "./credentials/credential.js";
export type * from "./doctor/bundle.js";
export type * from "./doctor/finding.js";
export type * from "./engine/engine.js";
export type * from "./engine/events.js";
export { openEngine } from "./engine/open-engine.js";
export {
  type ErrorCode,
  type ErrorEntry,
  errorCodes,
  errorTable,
  PosternError,
  toPosternError,
} from "./errors/index.js";
export type * from "./events/stored-event.js";
export {
  decodeRecord,
  defaultFeedsOf,
  describeFeed,
  type Feed,
  type FeedDescription,
  type FeedFacts,
  type FieldDescription,
  type FieldTable,
  feeds,
  feedsOf,
  findFeed,
  tellFacts,
  type VendorRecord,
} from "./feeds/index.js";
export {
  type EventSource,
  type Form,
  forms,
  type OcsfCheck,
  openOcsfCheck,
  writeEvent,
  writeForm,
} from "./forms/index.js";
export type { GuardRules } from "./guards/index.js";
export * from "./guides/index.js";
export type { FeedFiles, LedgerFile } from "./ledger/files.js";
export type { FeedLedger } from "./ledger/read-ledger.js";
export type { TimelineSpan, TimelineState } from "./ledger/timeline.js";
export {
  type Channel,
  type ChannelTarget,
  isTimeZone,
  type NewChannel,
  type NoticeKind,
  type Notifications,
  noticeKinds,
} from "./notifications/index.js";
export {
  type Clicker,
  type Containment,
  type ContainmentStep,
  type ContainmentTarget,
  type Proposal,
  type ProposedStep,
  type TargetKind,
  targetKinds,
} from "./playbooks/index.js";
export type * from "./quarantine/entry.js";
export type { TakenAway } from "./retention/index.js";
export type * from "./status/figures.js";
export type * from "./status/status.js";
export type { RestoredStore, StoreSize } from "./store/index.js";
export { type Problem, type TransformOptions, transform, type WrittenDocument } from "./transform/index.js";
export { type KeptFeed, restoreStore, type StoreCheck, type StoreInfo, type Upkeep } from "./upkeep/index.js";
export type { Addresses, Spending } from "./usage/book.js";
export type { Egress } from "./usage/egress.js";
export type { BudgetStatus } from "./usage/usage.js";
export type { VaultStatus } from "./vault/vault.js";
export type { ComparedEvent, VerifyReport } from "./verify/report.js";
