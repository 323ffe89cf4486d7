import { whyNoPast } from "../collector/index.js";
import type { Connection } from "../connections/index.js";
import { findFeed } from "../feeds/index.js";
import { timingOf } from "../ledger/index.js";

/** A span of event time that a replay does not read. Milliseconds since the epoch. */
export interface LeftOut {
  readonly feed: string;
  readonly from: number;
  readonly until: number;
  readonly reason: string;
}

/** What a replay of a feed reads. */
export interface ReplayPlan {
  readonly feed: string;
  readonly from: number;
  readonly until: number;
  /** Why nothing is read; null: something is. */
  readonly skipped: string | null;
  readonly leftOut: readonly LeftOut[];
}

/**
 * What of a span is worth asking for: no quota is spent on events that retention took away, which would be dropped
 * again, nor on what the vendor keeps no more. Pure.
 */
export function planReplay(request: {
  readonly connection: Pick<Connection, "settings">;
  readonly feed: string;
  readonly span: { readonly from: number; readonly until: number };
  /** Events before this time were taken away by retention; null: none were. */
  readonly keptSince: number | null;
  readonly now: number;
}): ReplayPlan {
  const { connection, feed, span, keptSince, now } = request;
  const declaration = findFeed(feed);
  const { retentionMs } = timingOf(declaration, connection.settings);
  const horizon = retentionMs === null ? null : Math.floor((now - retentionMs) / 1000) * 1000;
  const leftOut: LeftOut[] = [];
  let { from } = span;
  const leave = (until: number | null, reason: string): void => {
    if (until === null || from >= Math.min(until, span.until)) return;
    leftOut.push({ feed, from, until: Math.min(until, span.until), reason });
    from = Math.min(until, span.until);
  };
  leave(keptSince, "taken away by your retention: what is gone stays gone (`postern store retention`)");
  leave(horizon, `the vendor keeps it no more (\`postern feeds show ${feed}\`)`);
  const [first] = leftOut;
  const nothingLeft = from >= span.until && first !== undefined ? `${feed}: ${first.reason}.` : null;
  return { feed, from, until: span.until, skipped: whyNoPast(declaration) ?? nothingLeft, leftOut };
}
