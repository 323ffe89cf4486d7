import type { OperationName } from "@postern/mimecast";

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
export interface ChainReading {
  readonly kind: "chain";
  readonly operation: OperationName;
}

/** Files listed by day; one listing for each part. */
export interface ListingReading {
  readonly kind: "listing";
  readonly operation: OperationName;
  readonly parts: readonly string[];
}

export type Reading = WindowReading | ChainReading | ListingReading;
