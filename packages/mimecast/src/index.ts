export type { BudgetState } from "./budget/index.js";
export { type CallRequest, readRows } from "./calls/index.js";
export * from "./catalogue/index.js";
export * from "./client/index.js";
export type { Download, DownloadRequest } from "./download/index.js";
export type { Answer, Failure, FailureDetail, Pagination } from "./envelope/index.js";
export { type ErrorKind, errorKinds, MimecastError, type MimecastErrorDetails } from "./errors/index.js";
export type {
  BatchFile,
  BatchListing,
  BatchRequest,
  SiemLogsAnswer,
  SiemLogsRequest,
} from "./siem/index.js";
export type * from "./transport/events.js";
