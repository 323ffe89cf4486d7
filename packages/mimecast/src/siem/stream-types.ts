/** The operations that hand out mail events themselves: Cloud Gateway and Cloud Integrated. */
export type StreamOperationName = "siem.stream.cg" | "siem.stream.ci";

export interface StreamRequest {
  /** Default `siem.stream.cg`. */
  readonly operation?: StreamOperationName | undefined;
  /** Event types, sent as a comma list; sources differ on whether more than one is taken. Default: every type. */
  readonly types?: readonly string[] | undefined;
  /** Milliseconds since the epoch, at most 24 hours back: an older start is `rejected`. For the first page. */
  readonly from?: number | undefined;
  /** Milliseconds since the epoch; it must differ from `from`. */
  readonly until?: number | undefined;
  /** The last page's `nextPage`. */
  readonly nextPage?: string | undefined;
  /** Events per page, 1 to 100. Default 100. */
  readonly pageSize?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface StreamPage {
  /** As they came. A page may repeat events of the one before, and type keys are spelled `eventType`, `subType`. */
  readonly events: readonly unknown[];
  /** A cursor, also given with an empty page. */
  readonly nextPage: string | null;
  /** Nothing newer at this moment. */
  readonly isCaughtUp: boolean;
  readonly requestId: string | null;
}
