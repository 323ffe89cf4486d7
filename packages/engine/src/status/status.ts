import type { Generation } from "@postern/mimecast";
import type { ConnectionState } from "../connections/connection.js";
import type { Addresses } from "../usage/book.js";
import type { Egress } from "../usage/egress.js";
import type { BudgetStatus } from "../usage/usage.js";

/** State of a feed of a connection, computed from what happened, never from configuration. */
export type FeedState =
  | "waiting"
  | "unlicensed"
  | "not-permitted"
  | "credentials-refused"
  | "throttled"
  | "catching-up"
  | "failing"
  | "healthy";

/** What the ledger can vouch for, in one word. `provisional`: nothing, another feed vouches for these events. */
export type LedgerVerdict = "complete" | "incomplete" | "lost" | "unprovable" | "provisional" | "not-read";

export type LedgerProof = "spans" | "positions" | "states" | "nothing";

export interface FeedStatus {
  readonly feed: string;
  readonly state: FeedState;
  /** What is wrong and what to do; null when nothing is. */
  readonly reason: string | null;
  readonly stateSince: number;
  /** Events it brought; of two ways to an event, each counts it. */
  readonly stored: number;
  /** Events of this feed that only its stream has brought so far. */
  readonly provisional: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly lastEventAt: number | null;
  readonly lastArrivalAt: number | null;
  readonly lastPollAt: number | null;
  /** When the collector means to read it next; null: not decided, or not before the credential works again. */
  readonly nextPollAt: number | null;
  /** Milliseconds between now and the end of what was read; null before anything was. */
  readonly lagMs: number | null;
  /** Events of today, by their own time (UTC). */
  readonly eventsToday: number;
  /** Spans, files and listings that are incomplete. */
  readonly incomplete: number;
  readonly ledger: LedgerAccount;
}

export interface LedgerAccount {
  readonly verdict: LedgerVerdict;
  /** What is vouched for: whole spans of event time, positions reached, or states as they were when polled. */
  readonly proves: LedgerProof;
  /** Span of event time the account covers; for positions an estimate, for states the first and the last poll. */
  readonly from: number | null;
  readonly until: number | null;
  /** When the account was last true. */
  readonly asOf: number | null;
  /** Later re-reads for late arrivals that are still to come. */
  readonly sweepsPending: number;
  readonly gaps: readonly LedgerGap[];
}

export interface LedgerGap {
  readonly what: string;
  /** The span of event time that `what` names; null where it is a file or a listing. */
  readonly span: { readonly from: number; readonly until: number } | null;
  readonly state: "incomplete" | "lost" | "unprovable";
  readonly reason: string;
}

export interface ConnectionStatus {
  readonly name: string;
  readonly generation: Generation;
  readonly baseUrl: string;
  readonly state: ConnectionState;
  /** Why it is in this state; null when there is nothing to say. */
  readonly stateReason: string | null;
  /** What its operator should see to: keys about to expire, certificates not checked. */
  readonly warnings: readonly string[];
  /** A process collects for it at the moment. */
  readonly isCollected: boolean;
  readonly budgets: readonly BudgetStatus[];
  /** The two ends of the last connection; null: none was opened yet. */
  readonly addresses: Addresses | null;
  /** The address the tenant sees us at, as far as it is known; null before the first connection. */
  readonly egress: Egress | null;
  readonly feeds: readonly FeedStatus[];
}
