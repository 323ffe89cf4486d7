import { isRecord, refuseRecord } from "../feeds/decoding/decode.js";
import { digestRecord, identifyItem } from "../feeds/identity/changes.js";
import type { Feed, VendorRecord } from "../feeds/index.js";
import { withoutFields } from "../feeds/values/secrets.js";
import { idText } from "../ledger/index.js";

/** An item of a list, as it stands or as it was seen last. Id and digest are text of one byte a character. */
export interface SnapshotItem {
  readonly id: string;
  readonly part: string;
  readonly digest: string;
  readonly record: VendorRecord;
  readonly raw: string;
}

/** Reads an item out of what a list holds; null for what is no record. */
export function readItem(
  feed: Feed,
  request: {
    readonly value: unknown;
    readonly part: string;
    readonly secretFields: readonly string[];
    readonly nameItem: (record: VendorRecord) => string | null;
  },
): (SnapshotItem & { readonly key: string }) | null {
  const { part, secretFields, nameItem } = request;
  if (refuseRecord(request.value) !== null) return null;
  const value = withoutFields(request.value, secretFields);
  if (!isRecord(value)) return null;
  const digest = idText(digestRecord(feed, value));
  // A record that doesn't tell what it is about is what it says.
  const key = nameItem(value) ?? digest;
  const id = idText(identifyItem({ part, key }));
  return { id, key, part, digest, record: value, raw: JSON.stringify(value) };
}

/** An item as the store kept it. */
export function restoreItem(
  feed: Feed,
  { id, part, raw }: { id: string; part: string; raw: string },
): SnapshotItem {
  const record: unknown = JSON.parse(raw);
  if (!isRecord(record)) throw new Error(`An item of ${feed.name} was kept that is no record.`);
  return { id, part, digest: idText(digestRecord(feed, record)), record, raw };
}
