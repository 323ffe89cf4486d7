import type { GeneratedAlways } from "kysely";

export interface EventTable {
  /** Commit number: what destinations keep their offset in. */
  seq: number;
  stream_id: number;
  time: number;
  id: Uint8Array;
  type: string;
  sender: string | null;
  recipient: string | null;
  url: string | null;
  host: string | null;
  action: string | null;
  verdict: string | null;
  source_address: string | null;
  message_id: string | null;
  subject: string | null;
  occurrences: number;
  raw: string;
  /** Whole hours since the epoch: what the lookups are led by, see docs/decisions/0001-store.md. */
  hour: GeneratedAlways<number>;
}

/** Events of a stream that two ways lead to. */
export interface NaturalKeyTable {
  stream_id: number;
  key: Uint8Array;
  /** The event's commit number. */
  seq: number;
  time: number;
  /** 1: brought by the other way, not yet by its own. */
  provisional: number;
}

export interface RollupTable {
  stream_id: number;
  /** Start of the hour of event time. */
  hour: number;
  type: string;
  events: number;
}
