import type { BudgetState } from "@postern/mimecast";
import type { StreamReading } from "../feeds/index.js";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** The vendor refuses a start of more than 24 hours ago; a start in the last of them might be refused on arrival. */
const reachMs = 23 * hourMs;

/** Where the stream is read from: a time before the first page, the vendor's cursor afterwards. */
export type StreamPosition =
  | { readonly from: number }
  | {
      readonly next: string;
      /** When the cursor was given. */
      readonly at: number;
      /** Time of the newest event read; null before the first. */
      readonly reached: number | null;
    };

export interface StreamState {
  /** As it was committed last; null before the first page. */
  readonly position: StreamPosition | null;
  /** The last page was the end of what there was. */
  readonly isCaughtUp: boolean;
  /** Reading starts here. */
  readonly since: number;
  /** Time of the newest event that the feed it belongs to has brought; null before the first. */
  readonly confirmedUntil: number | null;
  readonly now: number;
}

/**
 * Where to go on. Pure. What the batch has brought already is not asked for again: calls are few, and the stream is
 * there to be ahead. So one that fell behind (the tenant has more events than the quota has calls, or nobody polled for
 * a while) goes on from where the batch is, and leaves the rest to it.
 */
export function planStream({
  position,
  isCaughtUp,
  since,
  confirmedUntil,
  now,
}: StreamState): StreamPosition {
  if (position === null || "from" in position) return startAnew({ since, confirmedUntil, now });
  const isOutdated = position.at < now - reachMs;
  const reached = isCaughtUp ? position.at : (position.reached ?? 0);
  const isOvertaken = confirmedUntil !== null && confirmedUntil >= reached;
  return isOutdated || isOvertaken ? startAnew({ since, confirmedUntil, now }) : position;
}

/** A start that the vendor takes; never in the last minute, whatever time some event claims to be from. */
export function startAnew({
  since,
  confirmedUntil,
  now,
}: Pick<StreamState, "since" | "confirmedUntil" | "now">): StreamPosition {
  const wanted = Math.max(since, now - reachMs, confirmedUntil === null ? 0 : confirmedUntil + 1);
  return { from: Math.min(wanted, now - minuteMs) };
}

/**
 * Calls a poll may take. Pure. Its part of the hour's share, and none of the rest of the quota: whoever else uses this
 * application has that to live on.
 */
export function countCalls(
  { operation, callsPerHour, everyMinutes }: StreamReading,
  budget: readonly BudgetState[],
): number {
  const callsPerPoll = Math.max(1, Math.floor((callsPerHour * everyMinutes) / 60));
  const state = budget.find((candidate) => candidate.operation === operation);
  if (state === undefined) return callsPerPoll;
  const { waitingMs, limit, remaining } = state;
  if (waitingMs > 0) return 0;
  const used = limit === null || remaining === null ? 0 : limit - remaining;
  return Math.max(0, Math.min(callsPerPoll, callsPerHour - used));
}
