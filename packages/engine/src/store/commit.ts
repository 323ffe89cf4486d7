/** One decoded record on its way into the store. A tuple, since it crosses to the writing thread by the million. */
export type EventRow = readonly [
  /** Event time, milliseconds since the epoch. */
  time: number,
  type: string,
  sender: string | null,
  recipient: string | null,
  url: string | null,
  host: string | null,
  action: string | null,
  verdict: string | null,
  sourceAddress: string | null,
  messageId: string | null,
  subject: string | null,
  /** How often this record was seen so far in the window or file being read. */
  occurrences: number,
  raw: string,
];

/** Events of one commit: their 16-byte ids stand packed, in the order of the rows. */
export interface EventBatch {
  readonly ids: Uint8Array;
  readonly rows: readonly EventRow[];
  /** Their natural keys, packed like the ids, where events come by two ways. */
  readonly naturalKeys?: Uint8Array;
}

export const idBytes = 16;

/** What decoded it after all: the file or record as it was read later, a replay, or the bytes kept, tried again. */
export type SettledBy = "reading" | "replay" | "retry";

/** Bytes that could not be decoded, kept with the reason. */
export interface QuarantineRow {
  readonly source: string;
  /** Line in the source, from 1; null for the whole of it. */
  readonly line: number | null;
  readonly reason: string;
  readonly detail: string;
  readonly bytes: Uint8Array;
  /** True when only the beginning was kept. */
  readonly truncated: boolean;
  /** What decoding it again needs. */
  readonly from?: { readonly part: string; readonly fileName: string | null; readonly fallbackTime: number };
}

/** What the ledger says of a span of event time. */
export type WindowState = "complete" | "incomplete" | "lost" | "unprovable";

export interface WindowEntry {
  readonly part: string;
  readonly from: number;
  readonly until: number;
  readonly state: WindowState;
  readonly reason: string | null;
  /** When it was read last: the account was true then, and tells which sweeps are done. Of joined ones: the least. */
  readonly asOf: number;
  /** Of joined windows: how long after its own end each was read last, the least of them. */
  readonly readAfterMs?: number;
}

/** Names the entry that files too old to be listed are joined to, one a part. No file of the vendor's is named so. */
export const olderFiles = "older files";

export type FileState = "reading" | "complete" | "incomplete" | "lost";

/** What the ledger says of one file of a listing, or one answer of a token chain. */
export interface FileEntry {
  readonly part: string;
  readonly name: string;
  /** The position whose page lists this file: what is needed to ask for it again. */
  readonly cursor: string | null;
  readonly state: FileState;
  readonly reason: string | null;
  /** Lines committed so far. */
  readonly lines: number;
  readonly sizeBytes: number | null;
  readonly attempts: number;
  /** Not before this time is it tried again. */
  readonly retryAt: number | null;
}

export interface CheckpointEntry {
  readonly part: string;
  /** Token, cursor or window edge, as the feed's way of reading needs it. */
  readonly position: string;
  /** When the tenant last said that there was nothing newer; null while catching up. */
  readonly caughtUpAt: number | null;
}

/** How a poll of a stream ended. Times are milliseconds since the epoch. */
export interface PollEntry {
  readonly polledAt: number;
  readonly nextPollAt: number;
  /** Null: it was too early for a poll, and nothing is known of the state. */
  readonly found: {
    readonly state: string;
    readonly code: string | null;
    readonly reason: string | null;
  } | null;
  /** By the answers of this poll; null: there was none, or it told no time. */
  readonly vendorAheadMs: number | null;
}

/** An item of a list that is polled whole: as it stands now, or gone. */
export type ItemEntry =
  | {
      readonly id: Uint8Array;
      readonly state: "there";
      readonly part: string;
      /** Hash of the record: what tells at the next poll whether it changed. */
      readonly digest: Uint8Array;
      readonly raw: string;
    }
  | { readonly id: Uint8Array; readonly state: "gone" };

/** The right to commit for a principal: taken with the lease, checked in every commit. */
export interface LeaseToken {
  readonly principal: string;
  readonly token: number;
}

/** Data and progress in one transaction: the only way a checkpoint moves. */
export interface Commit {
  readonly streamId: number;
  readonly lease: LeaseToken;
  readonly at: number;
  readonly events?: EventBatch;
  /** The stream the events go to, where they are another one's: provisional until that one brings them itself. */
  readonly provisionalIn?: number;
  readonly quarantine?: readonly QuarantineRow[];
  /** Ids of what leaves quarantine with this commit: it could be decoded after all. */
  readonly settled?: { readonly ids: readonly number[]; readonly by: SettledBy };
  /** Together with the events that tell of them, so that no change is told twice or never. */
  readonly items?: readonly ItemEntry[];
  readonly windows?: readonly WindowEntry[];
  readonly file?: FileEntry;
  /** Entries of files read to their end before this time become one a part: up to so many at once. */
  readonly joinFiles?: { readonly before: number; readonly atMost: number };
  readonly checkpoint?: CheckpointEntry;
  /** The span of event time that is being read now; absent: none, or nobody can tell. */
  readonly reading?: { readonly from: number; readonly until: number };
  /** The end of a poll: in a commit without anything else, which leaves `reading` as it is. */
  readonly poll?: PollEntry;
}

export interface CommitResult {
  /** New ones, and those that were provisional until now. */
  readonly stored: number;
  /** Stored before, or older than the store keeps events. */
  readonly duplicates: number;
}
