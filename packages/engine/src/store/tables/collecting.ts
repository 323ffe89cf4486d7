import type { Generated } from "kysely";

/** One feed of one connection. */
export interface StreamTable {
  id: Generated<number>;
  connection_id: string;
  feed: string;
  /** Reading starts here: the lookback of the first connection, or earlier if asked for. */
  since: number;
  state: string;
  reason: string | null;
  state_since: number;
  stored: Generated<number>;
  duplicates: Generated<number>;
  quarantined: Generated<number>;
  last_event_at: number | null;
  last_arrival_at: number | null;
  last_poll_at: number | null;
  /** The error behind a state that is amiss. */
  code: string | null;
  /** When the collector means to read it next. */
  next_poll_at: number | null;
  /** The window that is being read, as far as commits told. */
  reading_from: number | null;
  reading_until: number | null;
  /** Events before this time were taken away by retention. */
  kept_since: number | null;
  /** The vendor's clock at the end of the last poll that was answered; null: it has told no time. */
  vendor_at: number | null;
  /** How far ours was ahead of it then. */
  clock_ahead_ms: number | null;
}

export interface CheckpointTable {
  stream_id: number;
  part: string;
  position: string;
  caught_up_at: number | null;
  /** When the end was reached last, also while reading on. */
  ended_at: number | null;
  updated_at: number;
}

export interface WindowTable {
  stream_id: number;
  part: string;
  from_at: number;
  until_at: number;
  state: string;
  reason: string | null;
  as_of: number;
  /** Of joined windows; null: `as_of` less `until_at`. */
  read_after: number | null;
}

export interface FileTable {
  stream_id: number;
  part: string;
  name: string;
  cursor: string | null;
  state: string;
  reason: string | null;
  lines: number;
  stored: number;
  duplicates: number;
  quarantined: number;
  first_event_at: number | null;
  last_event_at: number | null;
  size_bytes: number | null;
  attempts: number;
  retry_at: number | null;
  updated_at: number;
  /** How many files it stands for: old ones are joined. */
  files: Generated<number>;
}

export interface QuarantineTable {
  id: Generated<number>;
  stream_id: number;
  source: string;
  line: number | null;
  reason: string;
  detail: string;
  bytes: Uint8Array;
  truncated: number;
  at: number;
  /** What decoding needs beside the bytes; null: kept by an older version. */
  part: string | null;
  file_name: string | null;
  fallback_time: number | null;
  /** When it could be decoded after all; null: not yet. Its bytes are empty then. */
  settled_at: Generated<number | null>;
  settled_by: Generated<string | null>;
}

/** The lists that are polled whole, as they stood when they were read last. */
export interface SnapshotItemTable {
  stream_id: number;
  /** Hash of part and key: the vendor's keys are long, and nobody reads them. */
  id: Uint8Array;
  digest: Uint8Array;
  part: string;
  raw: string;
}

export interface LeaseTable {
  principal: string;
  holder: string;
  token: number;
  expires_at: number;
}

/** What other commands ask of the process that collects. */
export interface IntentTable {
  id: Generated<number>;
  connection_id: string;
  kind: string;
  feed: string;
  /** A span of time, or of ids in quarantine. */
  from_at: number;
  until_at: number;
  asked_at: number;
  state: string;
  detail: string | null;
  settled_at: number | null;
}
