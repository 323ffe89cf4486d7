import type {
  BatchOperationName,
  OperationName,
  StreamOperationName,
  ThreatFeedType,
} from "@postern/mimecast";
import type { VendorRecord } from "./feed.js";

/** A list the vendor answers page by page, or at once. */
export interface RecordList {
  readonly operation: OperationName;
  /** null: everything comes in one answer. */
  readonly pageSize: number | null;
  /** The records of one answer's data. */
  readonly records: (data: readonly unknown[]) => readonly unknown[];
}

/** Spans of event time, each read whole, page after page. */
export interface WindowReading extends RecordList {
  readonly kind: "windows";
  /**
   * The request item for a span, or the query parameters of a GET. Both ends are inclusive: `until` is a second before
   * the next span begins.
   */
  readonly request: (span: { from: number; until: number }) => object;
  /** Calls, or lists of one answer, that have windows of their own; absent: there is one, without a name. */
  readonly parts?: readonly WindowPart[];
  /** Spans begin and end with whole ones of these and are never joined: what is answered is a sum over the span. */
  readonly alignMinutes?: number;
  /** How long after its end a window is read again for late arrivals. Default: one hour and one day. */
  readonly sweepAfterHours?: readonly number[];
  /** For records that change after they are made: how much of the past is read again, and how often. */
  readonly rereads?: { readonly days: number; readonly everyHours: number };
}

/** What of a reading is different for a part. */
export interface WindowPart extends Partial<RecordList> {
  /** Known to the feed as the part its records come from. */
  readonly name: string;
}

/** A list that reaches back and can't be asked for a span: read whole at every poll, and what is known is dropped. */
export interface WholeReading extends RecordList {
  readonly kind: "whole";
  readonly everyMinutes: number;
  /** How far the list reaches back: a longer pause between polls is a gap. */
  readonly reachHours: number;
}

/** A chain of answers, each with the token of the next; read by one reader, in order. */
export type ChainReading =
  | { readonly kind: "chain"; readonly operation: "siem.get-logs" }
  | {
      readonly kind: "chain";
      readonly operation: "ttp.threat-intel.get-feed";
      readonly feedType: ThreatFeedType;
    };

/** Files listed by day; one listing for each part. */
export interface ListingReading {
  readonly kind: "listing";
  readonly operation: BatchOperationName;
  readonly parts: readonly string[];
}

/**
 * Events one by one, soon after they happened: for freshness, as far as the quota goes. The feed they belong to brings
 * them all and is the authority; until it has, they are provisional.
 */
export interface StreamReading {
  readonly kind: "stream";
  readonly operation: StreamOperationName;
  /** The feed the events belong to, by name: they are stored under it. */
  readonly confirmedBy: string;
  readonly everyMinutes: number;
  /** Its share of the vendor's quota, which other tools have to live on too. */
  readonly callsPerHour: number;
}

/** A list of what is there at the moment. */
export interface StateList extends RecordList {
  /** What an item is, whatever else it says; null for a record that doesn't tell. */
  readonly key: (record: VendorRecord) => string | null;
}

/**
 * Lists without a history: polled whole and compared with how they stood before. What arrived, changed and left
 * becomes an event of that type. An arrival has the time the feed extracts, if it lies between the poll that did not
 * find it yet and the one that did; everything else has the time of the poll.
 */
export interface SnapshotReading extends StateList {
  readonly kind: "snapshot";
  readonly everyMinutes: number;
  /** The request item; left out where the operation takes none. */
  readonly request?: (poll: { at: number }) => object;
  /** Lists that are asked for otherwise and belong to the feed as well; absent: there is one, without a name. */
  readonly parts?: readonly SnapshotPart[];
  /** A further list for each item of the first: what people did in each phishing exercise, say. */
  readonly perItem?: StateList & {
    /** null for an item that doesn't tell how to ask for its list. */
    readonly request: (item: VendorRecord) => object | null;
  };
  /** A log that tells how an item left. Without the right to read it, items just leave. */
  readonly departures?: DepartureLog;
  /** Never stored, hashed or shown, at whatever depth they stand. */
  readonly secretFields?: readonly string[];
}

/** What of a reading is different for a part. */
export interface SnapshotPart extends Partial<StateList> {
  readonly name: string;
  readonly request?: (poll: { at: number }) => object;
}

/** How the log of departures is asked and read. */
export interface DepartureLog extends RecordList {
  readonly request: (span: { from: number; until: number }) => object;
  /** What an entry says of an item that left; null for one that says nothing. */
  readonly outcome: (entry: VendorRecord) => DepartureOutcome | null;
  /** What item and entry have in common where their keys differ. */
  readonly likeness: (item: VendorRecord) => string | null;
}

export interface DepartureOutcome {
  /** Type of the event, in place of `left`. */
  readonly type: string;
  readonly key: string | null;
  /** One for each item the entry may be about. */
  readonly likenesses: readonly string[];
}

export type Reading =
  | WindowReading
  | WholeReading
  | ChainReading
  | ListingReading
  | StreamReading
  | SnapshotReading;
