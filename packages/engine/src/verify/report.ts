/** An event on one side of a comparison. Time is milliseconds since the epoch. */
export interface ComparedEvent {
  readonly id: string;
  readonly time: number;
  readonly type: string;
  readonly raw: string;
}

/** What re-reading a span of a feed from the tenant found beside what is stored. */
export interface VerifyReport {
  readonly feed: string;
  readonly from: number;
  readonly until: number;
  /** Records the tenant answered of this span, repeats included. */
  readonly read: number;
  /** Events that both have. */
  readonly matched: number;
  /** The tenant has them, the store does not. */
  readonly missing: Difference;
  /** The store has them, the tenant answers them no more. */
  readonly extra: Difference;
  /** Both have the event, in different words. */
  readonly changed: Difference;
  /** Earlier states of records that change, or sums counted again: the tenant answers only the last. */
  readonly superseded: number;
  /** Of the stream, not yet confirmed by the files: no difference yet. */
  readonly provisional: number;
  /** What could not be decoded. */
  readonly broken: number;
  /** Why the feed can't be compared; null where it was. */
  readonly skipped: string | null;
}

export interface Difference {
  readonly count: number;
  /** The first of them. */
  readonly examples: readonly ComparedEvent[];
}
