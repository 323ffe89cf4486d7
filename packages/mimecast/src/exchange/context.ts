import type { Budget } from "../budget/index.js";
import type { Generation } from "../catalogue/index.js";
import type { ClientEvent, Redactor, Transport } from "../transport/index.js";

/** The headers that prove who calls. */
export interface Authorization {
  readonly headers: Readonly<Record<string, string>>;
  /** The vendor refused it: the next `authorize` must not give the same again. */
  readonly discard: () => void;
}

interface AuthorizeRequest {
  /** The path that is signed: the operation's own, as the vendor sees it. */
  readonly path: string;
  readonly requestId: string;
  readonly signal?: AbortSignal | undefined;
}

export type Authorize = (request: AuthorizeRequest) => Promise<Authorization>;

/** A client's options, compiled once, with all that its calls share. */
export interface ClientContext {
  readonly generation: Generation;
  readonly baseUrl: URL;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly random: () => number;
  readonly createRequestId: () => string;
  readonly maxAnswerBytes: number;
  readonly maxDownloadBytes: number;
  readonly attempts: number;
  readonly maxWaitMs: number;
  readonly userAgent: string;
  readonly transport: Transport;
  readonly redactor: Redactor;
  readonly budget: Budget;
  readonly emit: (event: ClientEvent) => void;
  /** How far the vendor's clock was ahead of ours in its last answer; null: it has not answered yet. */
  readonly vendorClock: { aheadMs: number | null };
}

/** What a client's calls are made with. */
export interface Caller {
  readonly context: ClientContext;
  readonly authorize: Authorize;
}
