import type { OperationName } from "../catalogue/index.js";
import type { ErrorKind } from "../errors/index.js";

/** What every event says: when (epoch milliseconds), and which operation (null for a download). */
interface EventOf<Type extends string> {
  readonly type: Type;
  readonly at: number;
  readonly operation: OperationName | null;
}

/** One attempt goes out. `url` has no query string. Attempts count from 1. */
export interface RequestStarted extends EventOf<"request.started"> {
  readonly url: string;
  readonly attempt: number;
  readonly requestId: string;
}

/** An answer came, good or bad. `sizeBytes` is after gunzip; null for a download that is still to be streamed. */
export interface RequestAnswered extends EventOf<"request.answered"> {
  readonly url: string;
  readonly attempt: number;
  readonly requestId: string;
  readonly httpStatus: number;
  readonly durationMs: number;
  readonly sizeBytes: number | null;
}

/** An attempt failed; a `request.retried` follows if the client goes on by itself. */
export interface RequestFailed extends EventOf<"request.failed"> {
  readonly url: string;
  readonly attempt: number;
  readonly requestId: string;
  readonly kind: ErrorKind;
  readonly httpStatus: number | null;
  readonly vendorCodes: readonly string[];
  readonly systemCode: string | null;
}

/** The client will make another attempt after `waitMs`. */
export interface RequestRetried extends EventOf<"request.retried"> {
  readonly attempt: number;
  readonly kind: ErrorKind;
  readonly waitMs: number;
}

/** A quota stands in the way: the vendor said so (429), or our own count did before calling. */
export interface RequestThrottled extends EventOf<"request.throttled"> {
  readonly by: "vendor" | "budget";
  readonly waitMs: number;
  /** `waiting`: the client waits and calls; `refused`: longer than `maxWaitMs`, the call fails as `throttled`. */
  readonly reaction: "waiting" | "refused";
}

/** A new bearer token was granted; all callers share it. */
export interface TokenRenewed extends EventOf<"token.renewed"> {
  readonly expiresAt: number;
}

/** A socket was opened. `localAddress` is this machine's own: behind a NAT, the vendor sees another one. */
export interface ConnectionOpened extends EventOf<"connection.opened"> {
  readonly remoteAddress: string;
  readonly localAddress: string;
  /** The remote end is the proxy. */
  readonly isProxy: boolean;
}

/** Everything observable. Never contains a secret, a token or the query string of a presigned URL. */
export type ClientEvent =
  | RequestStarted
  | RequestAnswered
  | RequestFailed
  | RequestRetried
  | RequestThrottled
  | TokenRenewed
  | ConnectionOpened;
