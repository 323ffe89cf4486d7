import { hash } from "node:crypto";
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
 * 16 bytes of SHA-256 over the canonical record: keys sorted at every depth, volatile fields left out. The order of
 * keys, white space and escapes don't change it.
 */
export function identify({ feed, version, type, record, volatileFields }: Identity): Uint8Array {
  const canonical = `${feed}|${version}|${type}|${canonicalObject(record, volatileFields)}`;
  return hash("sha256", canonical, "buffer").subarray(0, idBytes);
}

const none: ReadonlySet<string> = new Set();

/** Records of a type have their keys in the same order, so that sorting them once serves millions. */
const knownOrders = new Map<
  string,
  { readonly keys: readonly string[]; readonly sorted: readonly string[] }
>();
const maxKnownOrders = 1000;

function sortKeys(keys: readonly string[]): readonly string[] {
  const order = keys.join();
  const known = knownOrders.get(order);
  // A key may hold a comma: two lists of keys with one text are told apart here.
  if (known?.keys.length === keys.length && known.keys.every((key, index) => key === keys[index])) {
    return known.sorted;
  }
  if (knownOrders.size >= maxKnownOrders) knownOrders.clear();
  const sorted = [...keys].sort();
  knownOrders.set(order, { keys, sorted });
  return sorted;
}

function canonicalObject(value: VendorRecord, leftOut: ReadonlySet<string>): string {
  let text = "{";
  for (const key of sortKeys(Object.keys(value))) {
    if (!leftOut.has(key)) text += `${key.length}:${key}${canonicalValue(value[key])}`;
  }
  return `${text}}`;
}

/** Every value tells its kind and where it ends, so that no two values share a text; lengths spare the escaping. */
function canonicalValue(value: unknown): string {
  switch (typeof value) {
    case "string":
      return `s${value.length}:${value}`;
    case "number":
      return `n${value};`;
    case "boolean":
      return value ? "t" : "f";
    default:
      break;
  }
  if (typeof value !== "object" || value === null) return "0";
  if (Array.isArray(value)) return `[${value.map(canonicalValue).join("")}]`;
  return canonicalObject(value as VendorRecord, none);
}
