/** What the caller may say about one call of a catalogue operation. */
export interface CallRequest {
  /** The request items. Default: none, sent as `"data": []`. */
  readonly data?: readonly object[] | undefined;
  /** Query parameters of a GET. */
  readonly query?: Readonly<Record<string, string | number>> | undefined;
  /** Goes into `meta.pagination` of the body; `pageToken` is an earlier answer's `pagination.next`. */
  readonly pagination?:
    | { readonly pageSize?: number | undefined; readonly pageToken?: string | undefined }
    | undefined;
  /** Leaves `data` out of the body altogether: some list operations mean "everything" only then. */
  readonly omitData?: boolean | undefined;
  /** Return an answer whose items failed, instead of throwing: `data` and `fail` both. */
  readonly partial?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}
