/** Where something stands in a log. */
export interface Place {
  /** Whole seconds in the logs: they have no finer time. */
  readonly time: number;
  /** Position among what has the same time; stable. */
  readonly order: number;
}

/** Order of a log: by time, and by order within a time. */
export function comparePlaces(one: Place, other: Place): number {
  return one.time - other.time || one.order - other.order;
}
