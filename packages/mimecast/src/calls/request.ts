/** What the caller may say about one call of a catalogue operation. */
export interface CallRequest {
  /** The request items. Default: none, sent as `"data": []`. */
  readonly data?: readonly object[] | undefined;
  /** The ids in the braces of the operation's path: `{ policy_id: "eNo…" }`. */
  readonly pathParameters?: Readonly<Record<string, string | number>> | undefined;
  /** The JSON body of an operation outside `/api/`, sent as it is. */
  readonly body?: object | undefined;
  /** Query parameters. */
  readonly query?: Readonly<Record<string, string | number>> | undefined;
  /**
   * Goes into `meta.pagination` of the body, or into the query outside `/api/`; `pageToken` is an earlier answer's
   * `pagination.next`.
   */
  readonly pagination?:
    | { readonly pageSize?: number | undefined; readonly pageToken?: string | undefined }
    | undefined;
  /** Leaves `data` out of the body altogether: some list operations mean "everything" only then. */
  readonly omitData?: boolean | undefined;
  /** Return an answer whose items failed, instead of throwing: `data` and `fail` both. */
  readonly partial?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}
