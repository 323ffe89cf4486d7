import { hash } from "node:crypto";
import { idBytes } from "../../store/commit.js";
import { type DecodedRecord, identifierOf, rowOf } from "../decoding/decode.js";
import type { Feed, RecordSource, VendorRecord } from "../feed.js";

/** An item of a list that is polled whole: 16 bytes of SHA-256 over its part and key. */
export function identifyItem({ part, key }: { part: string; key: string }): Uint8Array {
  return hash("sha256", `${part.length}:${part}${key}`, "buffer").subarray(0, idBytes);
}

/** What of a record counts when it is compared with the last one of the same item. */
export function digestRecord(feed: Feed, record: VendorRecord): Uint8Array {
  return identifierOf(feed).identify(record, "");
}

/** What a poll found out about an item of a list. */
export interface ItemChange {
  readonly type: string;
  readonly item: Uint8Array;
  /** Of the record as it was found, or as it was last. */
  readonly digest: Uint8Array;
  readonly record: VendorRecord;
  readonly raw: string;
  /** The poll, and when the one before it had read everything: numbers rise, times don't fall. */
  readonly poll: { readonly number: number; readonly at: number; readonly before: number | null };
  readonly source: RecordSource;
}

/** Decodes a change: the fields are those of the record, type and time those of what happened. */
export function decodeChange(feed: Feed, change: ItemChange): DecodedRecord {
  const { type, record, raw, poll, source } = change;
  const extracted = feed.extract(record, source);
  const id = identifyChange(feed, change);
  // The record's own time says when the item came to be: true of an arrival, as far as the polls allow it.
  const own = type === "arrived" ? extracted.time : poll.at;
  const time = Math.min(Math.max(own, poll.before ?? own), poll.at);
  return { id, naturalKey: () => id, time, row: rowOf({ ...extracted, type, time }, raw) };
}

/** The poll's number tells a change from the same change made again later. */
function identifyChange(feed: Feed, { type, item, digest, poll }: ItemChange): Uint8Array {
  const { name, identityVersion } = feed;
  const canonical = [name, identityVersion, type, poll.number, toHex(item), toHex(digest)].join("|");
  return hash("sha256", canonical, "buffer").subarray(0, idBytes);
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
