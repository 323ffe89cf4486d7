export { toPosternError } from "./from-thrown.js";
export { PosternError } from "./postern-error.js";
export { type ErrorCode, type ErrorEntry, errorCodes, errorTable, isOfStore } from "./table.js";
