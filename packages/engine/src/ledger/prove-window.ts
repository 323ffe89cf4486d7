import type { WindowEntry } from "../store/index.js";
import { type PlannedWindow, readableUntilOf } from "./plan-windows.js";

/** The vendor tells its time in whole seconds, and an answer takes its time: less than this is no difference. */
const toleranceMs = 2 * 60_000;

/** Two clocks that need not agree, milliseconds since the epoch. */
export interface Clocks {
  readonly now: number;
  /** The vendor's, by its last answer; null: it has not answered yet. */
  readonly vendorNow: number | null;
}

/** The time up to which both clocks say that it has been, and that from which the vendor keeps records by either. */
export function readClocks({ now, vendorNow }: Clocks): { earliest: number; latest: number } {
  if (vendorNow === null || Math.abs(vendorNow - now) <= toleranceMs) return { earliest: now, latest: now };
  return { earliest: Math.min(now, vendorNow), latest: Math.max(now, vendorNow) };
}

/**
 * What a window that was read proves. Pure. What the vendor's clock has not reached yet stays unread, and what by
 * that clock it no longer keeps unprovable: an empty answer would count as complete, and events be missed.
 */
export function proveWindow(
  { from, until, purpose }: PlannedWindow,
  request: Clocks & {
    readonly part: string;
    readonly settleDelayMs: number;
    readonly alignMs: number | null;
    readonly retentionMs: number | null;
  },
): WindowEntry[] {
  const { part, settleDelayMs, alignMs, retentionMs } = request;
  const { earliest: asOf, latest } = readClocks(request);
  const settled = Math.min(
    readableUntilOf({ now: asOf, settleDelayMs, alignMs }),
    // A settle delay shorter than the tolerance would let the vendor's future count as read.
    readableUntilOf({ now: request.vendorNow ?? asOf, settleDelayMs: 0, alignMs }),
  );
  // A sweep adds to what was proved when it was read first.
  const isKept = retentionMs === null || purpose === "sweep";
  // At the edge a difference of the clocks that is none elsewhere decides between kept and gone.
  const kept = isKept ? from : Math.min(until, Math.max(from, latest - retentionMs + toleranceMs));
  const proved = Math.min(until, Math.max(kept, settled));
  const beyond = "older than the vendor keeps records, by its own clock";
  const entries: WindowEntry[] = [
    { part, from, until: kept, state: "unprovable", reason: beyond, asOf },
    { part, from: kept, until: proved, state: "complete", reason: null, asOf },
  ];
  return entries.filter((entry) => entry.from < entry.until);
}
