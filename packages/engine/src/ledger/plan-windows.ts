import type { WindowEntry } from "../store/index.js";

/** A span of event time: `from` is in it, `until` is not. Milliseconds, whole seconds. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export interface PlannedWindow extends Span {
  /** `sweep`: read again for late arrivals; `retry`: was read and found incomplete. */
  readonly purpose: "new" | "retry" | "sweep";
}

export interface WindowPlan {
  /** What to read next: first what is about to leave the vendor's retention, the oldest first; then the newest first. */
  readonly windows: readonly PlannedWindow[];
  /** Spans that left the vendor's retention before they were read. */
  readonly lost: readonly Span[];
  /** What was read while the clock was ahead: it proves nothing. */
  readonly distrusted: readonly WindowEntry[];
}

export interface WindowPlanRequest {
  /** Reading starts here. */
  readonly since: number;
  /** Reading ends here; null: with what is readable. */
  readonly until: number | null;
  readonly now: number;
  readonly settleDelayMs: number;
  /** null: the vendor states no figure, so everything is asked for. */
  readonly retentionMs: number | null;
  readonly entries: readonly WindowEntry[];
  /** The longest window of a fresh read. */
  readonly maxWindowMs: number;
  /** Windows begin and end with whole ones of these, and none is longer; null: as they come. */
  readonly alignMs: number | null;
  /** After which time a window is read again, from its end. */
  readonly sweepAfterMs: readonly number[];
}

const secondMs = 1000;
/** However long the gap, it is read in about this many windows: a gap of years must not become a million calls. */
const maxWindowsOfGap = 64;
/** Sweeps of neighbours are joined up to this many fresh windows, which also keeps the ledger short. */
const windowsOfSweep = 6;
/** What leaves retention within a day, or within a quarter of a shorter one, can't wait. */
const urgentMs = 86_400_000;
const urgentShare = 1 / 4;

/** Lists what to read next, from the ledger and the clock alone. */
export function planWindows(request: WindowPlanRequest): WindowPlan {
  const stepMs = request.alignMs ?? secondMs;
  const readableUntil = Math.min(
    readableUntilOf(request),
    floorTo(request.until ?? Number.POSITIVE_INFINITY, stepMs),
  );
  const horizon = request.retentionMs === null ? Number.NEGATIVE_INFINITY : request.now - request.retentionMs;
  const distrusted = request.entries.filter(({ state, asOf }) => state === "complete" && asOf > request.now);
  const settled = request.entries.filter(
    (entry) => entry.state !== "incomplete" && !distrusted.includes(entry),
  );
  const retries = request.entries.filter(({ state }) => state === "incomplete");
  const windows: PlannedWindow[] = [];
  const lost: Span[] = [];
  const wanted = { from: floorTo(request.since, stepMs), until: readableUntil };
  for (const gap of subtractSpans(wanted, settled)) {
    const held = { from: Math.max(gap.from, ceilTo(horizon, stepMs)), until: gap.until };
    if (held.from > gap.from) lost.push({ from: gap.from, until: Math.min(held.from, gap.until) });
    if (held.from >= held.until) continue;
    for (const span of splitSpan(held, request)) {
      const purpose = retries.some((retry) => overlaps(retry, span)) ? "retry" : "new";
      windows.push({ ...span, purpose });
    }
  }
  windows.push(...planSweeps(request));
  return { windows: orderWindows(windows, request), lost, distrusted };
}

/** What has settled: where time may be read up to. */
export function readableUntilOf({
  now,
  settleDelayMs,
  alignMs,
}: Pick<WindowPlanRequest, "now" | "settleDelayMs" | "alignMs">): number {
  return floorTo(now - settleDelayMs, alignMs ?? secondMs);
}

function orderWindows(
  windows: readonly PlannedWindow[],
  { now, retentionMs }: WindowPlanRequest,
): PlannedWindow[] {
  const isUrgent = ({ from }: PlannedWindow): boolean =>
    retentionMs !== null && from < now - retentionMs + Math.min(urgentMs, retentionMs * urgentShare);
  const urgent = windows.filter(isUrgent).sort((one, other) => one.from - other.from);
  const others = windows.filter((window) => !isUrgent(window));
  return [...urgent, ...others.sort((one, other) => other.from - one.from)];
}

function planSweeps({
  entries,
  now,
  sweepAfterMs,
  maxWindowMs,
  alignMs,
  retentionMs,
}: WindowPlanRequest): PlannedWindow[] {
  const sweeps: PlannedWindow[] = [];
  const longestMs = windowsOfSweep * maxWindowMs;
  const due = entries
    .filter((entry) => entry.state === "complete" && entry.asOf <= now)
    .flatMap((entry) => {
      // Joined ones are only read where sweeps were set to come later than they did, and in pieces.
      if (entry.readAfterMs === undefined || openSweeps(entry, sweepAfterMs).length === 0) return [entry];
      return cutSpan(entry, alignMs ?? longestMs).map((piece) => ({ ...entry, ...piece }));
    })
    .filter((entry) => isSweepDue(entry, { now, sweepAfterMs }))
    .filter((entry) => retentionMs === null || entry.from >= now - retentionMs)
    .sort((one, other) => one.from - other.from);
  for (const { from, until } of due) {
    const last = sweeps.at(-1);
    const isJoined = alignMs === null && last?.until === from;
    if (isJoined && until - last.from <= longestMs) {
      sweeps[sweeps.length - 1] = { from: last.from, until, purpose: "sweep" };
    } else {
      sweeps.push({ from, until, purpose: "sweep" });
    }
  }
  return sweeps;
}

/** A sweep is due when its time has come and the last read was before it. */
export function isSweepDue(
  entry: Pick<WindowEntry, "until" | "asOf" | "readAfterMs">,
  { now, sweepAfterMs }: { now: number; sweepAfterMs: readonly number[] },
): boolean {
  return openSweeps(entry, sweepAfterMs).some((at) => now >= at);
}

/** When a window is to be read again, for all times that it has not been since. */
export function openSweeps(
  { until, asOf, readAfterMs = asOf - until }: Pick<WindowEntry, "until" | "asOf" | "readAfterMs">,
  sweepAfterMs: readonly number[],
): number[] {
  return sweepAfterMs.filter((after) => readAfterMs < after).map((after) => until + after);
}

/** What of `whole` none of the spans covers, in order. */
export function subtractSpans(whole: Span, spans: readonly Span[]): Span[] {
  const gaps: Span[] = [];
  let from = whole.from;
  for (const span of [...spans].sort((one, other) => one.from - other.from)) {
    if (span.from > from) gaps.push({ from, until: Math.min(span.from, whole.until) });
    from = Math.max(from, span.until);
    if (from >= whole.until) break;
  }
  if (from < whole.until) gaps.push({ from, until: whole.until });
  return gaps.filter((gap) => gap.from < gap.until);
}

function splitSpan(span: Span, { maxWindowMs, alignMs }: WindowPlanRequest): Span[] {
  return cutSpan(
    span,
    alignMs ?? Math.max(maxWindowMs, ceilTo((span.until - span.from) / maxWindowsOfGap, secondMs)),
  );
}

function cutSpan(span: Span, step: number): Span[] {
  const parts: Span[] = [];
  for (let from = span.from; from < span.until; from += step) {
    parts.push({ from, until: Math.min(from + step, span.until) });
  }
  return parts;
}

function overlaps(one: Span, other: Span): boolean {
  return one.from < other.until && other.from < one.until;
}

function floorTo(milliseconds: number, step: number): number {
  return Math.floor(milliseconds / step) * step;
}

function ceilTo(milliseconds: number, step: number): number {
  return Math.ceil(milliseconds / step) * step;
}
