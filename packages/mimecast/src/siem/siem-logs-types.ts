export interface SiemLogsRequest {
  /** The last answer's `nextToken`. Without one the oldest log still kept is served, up to 7 days back. */
  readonly token?: string | undefined;
  /** true: a zip with several files per answer; false: one file. Default true. */
  readonly compress?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The next link of the chain. `bytes` is the body as it came (zip, JSON, key-value text or garbage) after transport
 * decoding; opening it is the caller's job. `fileName` carries the log type; it is empty if the answer named none.
 * On `end`, a null `nextToken` means: keep the token you have.
 */
export type SiemLogsAnswer = FileAnswer;

/** A file with the token of the next, or the end. */
export type FileAnswer =
  | {
      readonly kind: "file";
      readonly fileName: string;
      readonly bytes: Buffer;
      readonly nextToken: string | null;
      readonly requestId: string | null;
    }
  | { readonly kind: "end"; readonly nextToken: string | null; readonly requestId: string | null };
