/** The operations that list files of mail events: Cloud Gateway and Cloud Integrated. */
export type BatchOperationName = "siem.batch.cg" | "siem.batch.ci";

export interface BatchRequest {
  /** Default `siem.batch.cg`. */
  readonly operation?: BatchOperationName | undefined;
  /** One event type (`receipt`, `url protect`, …), with an optional sub-type (`process:Hld`). */
  readonly type: string;
  /** `yyyy-MM-dd`, at most 7 days back. */
  readonly dateRangeStartsAt?: string | undefined;
  /** `yyyy-MM-dd`. */
  readonly dateRangeEndsAt?: string | undefined;
  readonly nextPage?: string | undefined;
  /** Files per page, 1 to 100. Default 100. */
  readonly pageSize?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface BatchFile {
  /** Presigned: carries its own authorization and expires. Treat as a secret. */
  readonly url: string;
  /** The URL without its query string: stays the same while the signature changes. */
  readonly objectPath: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number | null;
  /** Bytes as stored (compressed). */
  readonly sizeBytes: number | null;
}

export interface BatchListing {
  /** Without repeats of an objectPath. */
  readonly files: readonly BatchFile[];
  /** Entries of the page that had no usable URL: what stood there is lost unless it is listed again. */
  readonly unreadableEntries: number;
  /** A long-lived cursor, also given with an empty page. */
  readonly nextPage: string | null;
  /** Nothing newer for the requested days at this moment. */
  readonly isCaughtUp: boolean;
  readonly requestId: string | null;
}
