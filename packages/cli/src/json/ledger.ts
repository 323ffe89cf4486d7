import type { ConnectionLedger, FeedLedger, TimelineSpan } from "@postern/engine";
import { toIso, toIsoOrNull } from "../screen/times.js";

export function encodeLedger({ connection, feeds }: ConnectionLedger, since: number | null): object {
  return { connection, feeds: feeds.map((feed) => encodeFeed(feed, since)) };
}

function encodeFeed(
  { feed, account, spans, levelAt, unfinishedFiles }: FeedLedger,
  since: number | null,
): object {
  return {
    feed,
    verdict: account.verdict,
    proves: account.proves,
    timesAreEstimates: account.proves === "positions",
    asOf: toIsoOrNull(account.asOf),
    sweepsPending: account.sweepsPending,
    levelAt: toIsoOrNull(levelAt),
    spans: spans.filter(({ until }) => since === null || until > since).map(encodeSpan),
    gaps: account.gaps,
    files: unfinishedFiles.map((file) => ({
      ...file,
      retryAt: toIsoOrNull(file.retryAt),
      updatedAt: toIso(file.updatedAt),
    })),
  };
}

function encodeSpan(span: TimelineSpan): object {
  return {
    ...span,
    from: toIso(span.from),
    until: toIso(span.until),
    since: toIsoOrNull(span.since),
    nextSweepAt: toIsoOrNull(span.nextSweepAt),
  };
}
