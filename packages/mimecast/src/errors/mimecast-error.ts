import type { OperationName } from "../catalogue/index.js";
import type { Failure } from "../envelope/index.js";
import type { ErrorKind } from "./kinds.js";

/** Everything a `MimecastError` can tell; all but `kind` and `message` may be left out. */
export interface MimecastErrorDetails {
  readonly kind: ErrorKind;
  readonly message: string;
  readonly operation?: OperationName | null;
  readonly httpStatus?: number | null;
  readonly vendorCodes?: readonly string[];
  readonly vendorMessage?: string | null;
  readonly field?: string | null;
  readonly failures?: readonly Failure[];
  readonly requestId?: string | null;
  readonly retryAfterMs?: number | null;
  readonly systemCode?: string | null;
  readonly clockSkewMs?: number | null;
  readonly cause?: Error | undefined;
}

/** The only error the client throws. It never contains a secret: all its text went through the redactor. */
export class MimecastError extends Error {
  readonly kind: ErrorKind;
  /** The catalogue operation; null for a download and for what `createClient` refuses. */
  readonly operation: OperationName | null;
  /** The HTTP status of the answer; null when there was none. A failure inside HTTP 200 has 200 here. */
  readonly httpStatus: number | null;
  /** The vendor's error codes in the order given, without repeats. */
  readonly vendorCodes: readonly string[];
  readonly vendorMessage: string | null;
  /** The request field a validation error is about. */
  readonly field: string | null;
  /** The failed items, when the answer named them. */
  readonly failures: readonly Failure[];
  /** The vendor's `x-request-id`, or the `x-mc-req-id` that was sent. Quote it to the vendor's support. */
  readonly requestId: string | null;
  /** Milliseconds to wait before calling again, where that is known. */
  readonly retryAfterMs: number | null;
  /** The code of the operating system or of TLS (`ENOTFOUND`, `CERT_HAS_EXPIRED`, …). */
  readonly systemCode: string | null;
  /** The answer's `Date` less our clock, in milliseconds: API 1.0 signatures die of a wrong clock. */
  readonly clockSkewMs: number | null;

  constructor(details: MimecastErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "MimecastError";
    this.kind = details.kind;
    this.operation = details.operation ?? null;
    this.httpStatus = details.httpStatus ?? null;
    this.vendorCodes = details.vendorCodes ?? [];
    this.vendorMessage = details.vendorMessage ?? null;
    this.field = details.field ?? null;
    this.failures = details.failures ?? [];
    this.requestId = details.requestId ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.systemCode = details.systemCode ?? null;
    this.clockSkewMs = details.clockSkewMs ?? null;
  }
}
