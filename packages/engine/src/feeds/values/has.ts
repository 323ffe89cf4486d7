import type { VendorRecord } from "../feed.js";

/** Whether a record has all of these fields, whatever they hold. */
export function hasAll(record: VendorRecord, ...fields: readonly string[]): boolean {
  return fields.every((field) => Object.hasOwn(record, field));
}

/** Whether a record has one of these fields. */
export function hasAny(record: VendorRecord, ...fields: readonly string[]): boolean {
  return fields.some((field) => Object.hasOwn(record, field));
}
