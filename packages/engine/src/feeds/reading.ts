import type {
  BatchOperationName,
  OperationName,
  StreamOperationName,
  ThreatFeedType,
} from "@postern/mimecast";
import type { VendorRecord } from "./feed.js";

/** Spans of event time, each read whole, page after page. */
export interface WindowReading {
  readonly kind: "windows";
  readonly operation: OperationName;
  readonly pageSize: number;
  /** The request item for a span; both ends inclusive, whole seconds. */
  readonly request: (span: { from: number; until: number }) => object;
  /** The records of one answer's data. */
  readonly records: (data: readonly unknown[]) => readonly unknown[];
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

/** A list of what is there at the moment, answered page by page or at once. */
interface StateList {
  readonly operation: OperationName;
  /** null: everything comes in one answer. */
  readonly pageSize: number | null;
  /** The records of one answer's data. */
  readonly records: (data: readonly unknown[]) => readonly unknown[];
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
  /** A further list for each item of the first: what people did in each phishing exercise, say. */
  readonly perItem?: StateList & { readonly request: (item: VendorRecord) => object };
  /** A log that tells how an item left. Without the right to read it, items just leave. */
  readonly departures?: DepartureLog;
  /** Never stored, hashed or shown, at whatever depth they stand. */
  readonly secretFields?: readonly string[];
}

/** How the log of departures is asked and read. */
export interface DepartureLog {
  readonly operation: OperationName;
  readonly pageSize: number;
  readonly request: (span: { from: number; until: number }) => object;
  readonly records: (data: readonly unknown[]) => readonly unknown[];
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

export type Reading = WindowReading | ChainReading | ListingReading | StreamReading | SnapshotReading;
