/** One error of a failed request item, whatever shape the vendor wrapped it in. */
export interface FailureDetail {
  /** The vendor's code (`err_validation_null`, `app_forbidden`, …), empty if it gave none. */
  readonly code: string;
  /** The vendor's text, empty if it gave none. Hostile: it can quote what a sender wrote. */
  readonly message: string;
  /** The field a validation error is about. */
  readonly field: string | null;
  /** The vendor's own hint; seldom set to true. */
  readonly retryable: boolean | null;
}

/** One failed request item. `key` echoes the item as the server understood it, if it did. */
export interface Failure {
  readonly key: unknown;
  readonly errors: readonly FailureDetail[];
}
