export { listBatch } from "./batch.js";
export type { BatchFile, BatchListing, BatchRequest } from "./batch-types.js";
export { readSiemLogs } from "./siem-logs.js";
export type { SiemLogsAnswer, SiemLogsRequest } from "./siem-logs-types.js";
