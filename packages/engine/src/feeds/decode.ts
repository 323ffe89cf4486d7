import type { EventRow } from "../store/commit.js";
import type { Feed, RecordSource, VendorRecord } from "./feed.js";
import { identify } from "./identity.js";

export interface DecodedRecord {
  readonly id: Uint8Array;
  /** The row for the store, given how often the record was seen so far in this window or file. */
  readonly row: (occurrences: number) => EventRow;
  readonly time: number;
}

/** Decodes one parsed record; null when it is no object, and so no record. */
export function decodeRecord(
  feed: Feed,
  request: { value: unknown; raw: string; source: RecordSource },
): DecodedRecord | null {
  const { value, raw, source } = request;
  if (!isRecord(value)) return null;
  const fields = feed.extract(value, source);
  const id = identify({
    feed: feed.name,
    version: feed.identityVersion,
    type: fields.type,
    record: value,
    volatileFields: feed.volatileFields,
  });
  return {
    id,
    time: fields.time,
    row: (occurrences) => [
      fields.time,
      fields.type,
      fields.sender,
      fields.recipient,
      fields.url,
      fields.host,
      fields.action,
      fields.verdict,
      fields.sourceAddress,
      fields.messageId,
      fields.subject,
      occurrences,
      raw,
    ],
  };
}

function isRecord(value: unknown): value is VendorRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
