import type { ConnectionLedger, FeedFiles, FeedLedger, LedgerAccount, TimelineSpan } from "@postern/engine";
import { toIso, toIsoOrNull } from "../screen/times.js";

type LedgerGap = LedgerAccount["gaps"][number];

export function encodeLedger(
  { connection, feeds, files, replays }: ConnectionLedger,
  since: number | null,
): object {
  return {
    connection,
    feeds: feeds.map((feed) => ({
      ...encodeFeed(feed, since),
      ...encodeFiles(files.find((found) => found.feed === feed.feed)),
    })),
    replays: replays.map(({ from, until, askedAt, ...replay }) => ({
      ...replay,
      from: toIso(from),
      until: toIso(until),
      askedAt: toIso(askedAt),
    })),
  };
}

function encodeFeed({ feed, account, spans, levelAt }: FeedLedger, since: number | null): object {
  return {
    feed,
    verdict: account.verdict,
    proves: account.proves,
    timesAreEstimates: account.proves === "positions",
    asOf: toIsoOrNull(account.asOf),
    sweepsPending: account.sweepsPending,
    levelAt: toIsoOrNull(levelAt),
    spans: spans.filter(({ until }) => since === null || until > since).map(encodeSpan),
    gaps: account.gaps.map(encodeGap),
  };
}

/** Its span stands in its name. */
export function encodeGap({ what, state, reason }: LedgerGap): object {
  return { what, state, reason };
}

function encodeFiles(found: FeedFiles | undefined): object {
  if (found === undefined) return { fileTotals: null, files: [] };
  const { counts, lines, sizeBytes, from, until } = found.totals;
  return {
    fileTotals: { ...counts, lines, sizeBytes, from: toIsoOrNull(from), until: toIsoOrNull(until) },
    files: found.files.map((file) => ({
      ...file,
      from: toIsoOrNull(file.from),
      until: toIsoOrNull(file.until),
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
