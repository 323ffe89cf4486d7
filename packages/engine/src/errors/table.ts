import { acting } from "./table/acting.js";
import { keeping } from "./table/keeping.js";
import { tenant } from "./table/tenant.js";
import { using } from "./table/using.js";

export type { ErrorEntry } from "./table/entry.js";

/**
 * The one table of error codes. Exit codes by group: 2 wrong use, 3 not found, 4 busy, 5 store and vault,
 * 10 credentials, 11 permission, 12 throttled, 13 the tenant can't be reached, 14 the tenant refuses or answers
 * strangely, 15 data that can't be read, 16 an action that did not end well, 70 a fault of Postern, 130 interrupted.
 */
export const errorTable = { ...using, ...keeping, ...tenant, ...acting };

export type ErrorCode = keyof typeof errorTable;

export const errorCodes = Object.keys(errorTable).sort() as readonly ErrorCode[];

/** Whether the store is what failed: then no feed is to blame, and none can be read. */
export function isOfStore(code: ErrorCode): boolean {
  return code === "store-failed" || code === "store-unwritable";
}
