export { type Budget, type BudgetState, createBudget, type OthersSpending } from "./budget/index.js";
export { type CallRequest, type FileRequest, type ReceivedFile, readRows } from "./calls/index.js";
export * from "./catalogue/index.js";
export { createClient, type MimecastClient } from "./client/index.js";
export type * from "./client/options.js";
export * from "./credentials/index.js";
export type { Download, DownloadRequest } from "./download/index.js";
export type { Answer, Failure, FailureDetail, Pagination } from "./envelope/index.js";
export { readFailures } from "./envelope/index.js";
export { type ErrorKind, errorKinds, MimecastError, type MimecastErrorDetails } from "./errors/index.js";
export * from "./login/index.js";
export {
  type CertificateSummary,
  listAuthorities,
  type NetworkProbe,
  type NetworkSettings,
  type NetworkStep,
  probeNetwork,
} from "./network/index.js";
export type {
  BatchFile,
  BatchListing,
  BatchOperationName,
  BatchRequest,
  SiemLogsAnswer,
  SiemLogsRequest,
  StreamOperationName,
  StreamPage,
  StreamRequest,
} from "./siem/index.js";
export type { ThreatFeedAnswer, ThreatFeedRequest, ThreatFeedType } from "./threat-intel/index.js";
export type * from "./transport/events.js";
export {
  createRedactor,
  describeTlsProblem,
  type Redactor,
  type TlsProblem,
  tlsProblemOf,
} from "./transport/index.js";
