import { createHash } from "node:crypto";
import { idBytes } from "../store/commit.js";
import type { VendorRecord } from "./feed.js";

/** The identity of a record: what it is, whichever way and however often it was delivered. */
export interface Identity {
  readonly feed: string;
  readonly version: number;
  /** Event type, where it does not stand in the record but, say, in its file's name. */
  readonly type: string;
  readonly record: VendorRecord;
  readonly volatileFields: ReadonlySet<string>;
}

/**
 * 16 bytes of SHA-256 over the canonical record: keys sorted at every depth, volatile fields left out.
 * The order of keys, white space and escapes don't change it.
 */
export function identify({ feed, version, type, record, volatileFields }: Identity): Uint8Array {
  const canonical = `${feed}|${version}|${type}|${canonicalObject(record, volatileFields)}`;
  return createHash("sha256").update(canonical).digest().subarray(0, idBytes);
}

const none: ReadonlySet<string> = new Set();

function canonicalObject(value: VendorRecord, leftOut: ReadonlySet<string>): string {
  let text = "{";
  for (const key of Object.keys(value).sort()) {
    if (leftOut.has(key)) continue;
    text += `${JSON.stringify(key)}:${canonicalValue(value[key])},`;
  }
  return `${text}}`;
}

function canonicalValue(value: unknown): string {
  if (typeof value === "object" && value !== null) {
    if (Array.isArray(value)) return `[${value.map(canonicalValue).join()}]`;
    return canonicalObject(value as VendorRecord, none);
  }
  return JSON.stringify(value) ?? "null";
}
