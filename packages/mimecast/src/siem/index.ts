export { listBatch } from "./batch.js";
export type { BatchFile, BatchListing, BatchOperationName, BatchRequest } from "./batch-types.js";
export { readFileName } from "./file-name.js";
export { isFile, readSiemLogs } from "./siem-logs.js";
export type { FileAnswer, SiemLogsAnswer, SiemLogsRequest } from "./siem-logs-types.js";
export { readStream } from "./stream.js";
export type { StreamOperationName, StreamPage, StreamRequest } from "./stream-types.js";
