import type { EventRow } from "../../store/commit.js";
import type { EventFields, Feed, RecordSource, VendorRecord } from "../feed.js";
import { compileIdentifier, type Identifier } from "../identity/identity.js";

export interface DecodedRecord {
  readonly id: Uint8Array;
  /** What it has in common with the same event on its other ways; made when asked for. */
  readonly naturalKey: () => Uint8Array;
  /** The row for the store, given how often the record was seen so far in this window or file. */
  readonly row: (occurrences: number) => EventRow;
  readonly time: number;
}

const identifiers = new WeakMap<Feed, Identifier>();

export function identifierOf(feed: Feed): Identifier {
  const known = identifiers.get(feed);
  if (known !== undefined) return known;
  const made = compileIdentifier(feed);
  identifiers.set(feed, made);
  return made;
}

/** Deeper nesting is no record's, and walking it could take more stack than there is. The vendor's go to 7 levels. */
export const maxDepth = 100;

/** Why a parsed value is no record; null for one that is. */
export function refuseRecord(value: unknown): string | null {
  if (!isRecord(value)) return "not an object";
  return isDeeperThan(value, maxDepth) ? `nested deeper than ${maxDepth} levels` : null;
}

/** Decodes one parsed record; null for a value that is none: `refuseRecord` says why. */
export function decodeRecord(
  feed: Feed,
  request: { value: unknown; raw: string; source: RecordSource },
): DecodedRecord | null {
  const { value, raw, source } = request;
  if (!isRecord(value) || isDeeperThan(value, maxDepth)) return null;
  const fields = feed.extract(value, source);
  const identifier = identifierOf(feed);
  const { type } = fields;
  const id = identifier.identify(value, type);
  return {
    id,
    naturalKey: () => identifier.naturalKey(value, { type, id }),
    time: fields.time,
    row: rowOf(fields, raw),
  };
}

/** The row of an event for the store, given how often it was seen so far. */
export function rowOf(fields: EventFields, raw: string): DecodedRecord["row"] {
  return (occurrences) => [
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
  ];
}

/** Whether objects and lists stand in each other over more levels than that. */
function isDeeperThan(value: object, levels: number): boolean {
  for (const member of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof member !== "object" || member === null) continue;
    if (levels === 1 || isDeeperThan(member, levels - 1)) return true;
  }
  return false;
}

export function isRecord(value: unknown): value is VendorRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
