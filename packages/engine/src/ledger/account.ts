import type { LedgerAccount, LedgerGap, LedgerProof, LedgerVerdict } from "../status/status.js";
import type { WindowEntry } from "../store/index.js";
import { openSweeps, type Span } from "./plan-windows.js";
import type { TimelineSpan } from "./timeline.js";

export interface AccountRequest {
  readonly proves: LedgerProof;
  readonly spans: readonly TimelineSpan[];
  readonly entries: readonly WindowEntry[];
  readonly sweepAfterMs: readonly number[];
  readonly now: number;
  /** When the account was last true. */
  readonly asOf: number | null;
  /** What no span of event time can be given for: files, and listings not read to their end. */
  readonly furtherGaps: readonly LedgerGap[];
}

/** The account of a feed in a few words, from its timeline. Pure. */
export function accountOf(request: AccountRequest): LedgerAccount {
  const { proves, spans, entries, sweepAfterMs, now, asOf, furtherGaps } = request;
  const complete = spans.filter(({ state }) => state === "complete");
  const readUntil = complete.at(-1)?.until ?? null;
  const gaps = [...spans.flatMap((span) => gapsOf(span, readUntil)), ...furtherGaps];
  const isNotRead = entries.length === 0 && asOf === null && furtherGaps.length === 0;
  return {
    verdict: isNotRead ? "not-read" : worst(gaps),
    proves,
    from: complete[0]?.from ?? null,
    until: readUntil,
    asOf,
    sweepsPending: entries.filter((entry) => isSweepPending(entry, { now, sweepAfterMs })).length,
    gaps,
  };
}

/** What is due at the end of the timeline is no gap; what is due in its midst is. */
function gapsOf(span: TimelineSpan, readUntil: number | null): LedgerGap[] {
  const { state, reason, from, until } = span;
  const named = { what: spanText(span), span: { from, until } };
  switch (state) {
    case "incomplete":
    case "lost":
    case "unprovable":
      return [{ ...named, state, reason: reason ?? "no reason was recorded" }];
    case "due":
    case "reading":
      return readUntil !== null && span.from < readUntil
        ? [{ ...named, state: "incomplete", reason: reason ?? "not read yet" }]
        : [];
    default:
      return [];
  }
}

function isSweepPending(
  entry: WindowEntry,
  { now, sweepAfterMs }: { now: number; sweepAfterMs: readonly number[] },
): boolean {
  return entry.state === "complete" && openSweeps(entry, sweepAfterMs).some((at) => now < at);
}

function worst(gaps: readonly LedgerGap[]): LedgerVerdict {
  for (const state of ["incomplete", "lost", "unprovable"] as const) {
    if (gaps.some((gap) => gap.state === state)) return state;
  }
  return "complete";
}

function spanText({ from, until }: Span): string {
  return `${new Date(from).toISOString()} to ${new Date(until).toISOString()}`;
}
