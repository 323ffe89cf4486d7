import type { Failure } from "./failure.js";

export interface Pagination {
  /** The token of the next page; null on the last one. */
  readonly next: string | null;
  /** Sometimes the number actually returned, 0 on an empty page. */
  readonly pageSize: number | null;
  readonly totalCount: number | null;
}

/** A decoded answer, the same for every envelope the vendor uses. */
export interface Answer {
  /** The answer's items: `data` of the legacy envelope, `value` of the newer one; empty if absent. */
  readonly data: readonly unknown[];
  /** The failed items, from any of the vendor's error shapes; empty on success. */
  readonly fail: readonly Failure[];
  /** The HTTP status. */
  readonly status: number;
  /** `meta.status`, which can differ from the HTTP status; null if absent. */
  readonly metaStatus: number | null;
  readonly pagination: Pagination | null;
  /** The whole parsed JSON body; null when the body was empty. */
  readonly body: unknown;
  /** By lower-case name; repeated headers are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** The vendor's `x-request-id`, or the `x-mc-req-id` that was sent. */
  readonly requestId: string | null;
}
