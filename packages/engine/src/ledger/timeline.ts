import type { WindowEntry, WindowState } from "../store/index.js";
import { isSweepDue, openSweeps, type Span, subtractSpans } from "./plan-windows.js";

/**
 * What is known of a span. `settling`: too young to be read for good; `due`: to be read at the next poll; `lost`: left
 * the vendor's retention before it was read; `unprovable`: nothing can tell whether all of it was read.
 */
export type TimelineState = WindowState | "settling" | "due" | "reading";

/** A piece of a feed's timeline. Times are milliseconds since the epoch; `until` is not in it. */
export interface TimelineSpan extends Span {
  readonly state: TimelineState;
  /** Why it is in this state; null where the state says it all. */
  readonly reason: string | null;
  /** Since when that is so. For `complete`: when it was read last. */
  readonly since: number | null;
  /** What mends it; null where nothing needs to be, or can. */
  readonly mend: string | null;
  /** When it is read again for late arrivals; null: never more. */
  readonly nextSweepAt: number | null;
}

/** What is amiss with a feed as a whole. */
export interface Trouble {
  readonly reason: string;
  readonly since: number;
  readonly mend: string | null;
}

export interface TimelineRequest {
  /** Reading starts here. */
  readonly since: number;
  readonly now: number;
  /** What is younger settles. */
  readonly readableUntil: number;
  /** What is older is no longer kept by the vendor; null: no figure is known. */
  readonly keptSince: number | null;
  readonly sweepAfterMs: readonly number[];
  readonly entries: readonly WindowEntry[];
  /** The window that is being read. */
  readonly reading: Span | null;
  readonly trouble: Trouble | null;
}

const readNext = "Nothing: it is read at the next poll of `postern run`, or by `postern collect`.";

/** The whole timeline of one part of a feed, in order and without holes, from what is stored and the clock. Pure. */
export function timelineOf(request: TimelineRequest): TimelineSpan[] {
  const { since, now, readableUntil, entries } = request;
  if (since >= now) return [];
  const whole = { from: since, until: now };
  const known = [...entries]
    .sort((one, other) => one.from - other.from)
    .flatMap((entry) => clip(entry, whole).map((span) => spanOfEntry({ ...entry, ...span }, request)));
  const settling = clip({ from: Math.max(readableUntil, since), until: now }, whole);
  const open = subtractSpans(whole, known);
  const young = open.flatMap((span) => settling.flatMap((other) => clip(span, other)));
  const old = open.flatMap((span) => clip(span, { from: since, until: Math.min(readableUntil, now) }));
  const spans = [
    ...known,
    ...young.map((span) => plain(span, "settling")),
    ...old.flatMap((span) => spansOfGap(span, request)),
  ];
  return joinAlike(spans.sort((one, other) => one.from - other.from));
}

function spanOfEntry(entry: WindowEntry, { now, sweepAfterMs }: TimelineRequest): TimelineSpan {
  const { from, until, state, reason, asOf } = entry;
  if (state === "complete") {
    const open = openSweeps(entry, sweepAfterMs);
    const isDue = isSweepDue(entry, { now, sweepAfterMs });
    const nextSweepAt = isDue ? now : open.length === 0 ? null : Math.min(...open);
    return { ...plain({ from, until }, "complete"), since: asOf, nextSweepAt };
  }
  const mend = state === "incomplete" ? readNext : null;
  return { ...plain({ from, until }, state), reason: reason ?? "no reason was recorded", since: asOf, mend };
}

/** What was never read: being read, due, out of reach for now, or out of reach for good. */
function spansOfGap(span: Span, request: TimelineRequest): TimelineSpan[] {
  const { keptSince, trouble, reading } = request;
  const gone = keptSince === null ? [] : clip(span, { from: span.from, until: keptSince });
  const held = subtractSpans(span, gone);
  const underWay = reading === null ? [] : held.flatMap((piece) => clip(piece, reading));
  const rest = held.flatMap((piece) => subtractSpans(piece, underWay));
  return [
    ...gone.map((piece) => ({
      ...plain(piece, "lost"),
      reason: "older than the vendor keeps records, and not read before",
      since: keptSince,
    })),
    ...underWay.map((piece) => plain(piece, "reading")),
    ...rest.map((piece) =>
      trouble === null
        ? { ...plain(piece, "due"), reason: "not read yet", mend: readNext }
        : { ...plain(piece, "incomplete"), ...trouble },
    ),
  ];
}

function plain({ from, until }: Span, state: TimelineState): TimelineSpan {
  return { from, until, state, reason: null, since: null, mend: null, nextSweepAt: null };
}

function clip(span: Span, whole: Span): Span[] {
  const from = Math.max(span.from, whole.from);
  const until = Math.min(span.until, whole.until);
  return from < until ? [{ from, until }] : [];
}

/** Neighbours of which the same is to be said are one. */
function joinAlike(spans: readonly TimelineSpan[]): TimelineSpan[] {
  const joined: TimelineSpan[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    const isAlike =
      last !== undefined &&
      last.until === span.from &&
      last.state === span.state &&
      last.reason === span.reason &&
      (last.nextSweepAt === null) === (span.nextSweepAt === null);
    if (!isAlike) {
      joined.push(span);
      continue;
    }
    joined[joined.length - 1] = {
      ...last,
      until: span.until,
      since: least(last.since, span.since),
      nextSweepAt: least(last.nextSweepAt, span.nextSweepAt),
    };
  }
  return joined;
}

function least(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

/** From what matters most to what matters least, where parts of a feed differ. */
const byWeight: readonly TimelineState[] = [
  "lost",
  "incomplete",
  "unprovable",
  "reading",
  "due",
  "settling",
  "complete",
];

/** The timeline of a feed of several parts: of each span, the worst that is to be said of any part. Pure. */
export function mergeTimelines(
  parts: readonly { readonly name: string; readonly spans: readonly TimelineSpan[] }[],
): TimelineSpan[] {
  const [first, ...others] = parts;
  if (first === undefined) return [];
  if (others.length === 0) return [...first.spans];
  const edges = [...new Set(parts.flatMap(({ spans }) => spans.flatMap(({ from, until }) => [from, until])))];
  edges.sort((one, other) => one - other);
  const cursors = parts.map(() => 0);
  const merged: TimelineSpan[] = [];
  for (const [index, from] of edges.entries()) {
    const until = edges[index + 1];
    if (until === undefined) break;
    const said = parts.flatMap(({ name, spans }, part) => {
      while ((spans[cursors[part] ?? 0]?.until ?? Number.POSITIVE_INFINITY) <= from) {
        cursors[part] = (cursors[part] ?? 0) + 1;
      }
      const span = spans[cursors[part] ?? 0];
      return span === undefined || span.from > from ? [] : [{ name, span }];
    });
    const worst = said.sort(
      (one, other) => byWeight.indexOf(one.span.state) - byWeight.indexOf(other.span.state),
    )[0];
    if (worst === undefined) continue;
    const { span, name } = worst;
    const pending = said.flatMap(({ span: { nextSweepAt } }) => nextSweepAt ?? []);
    const isOfAll = said.every((other) => other.span.state === span.state);
    const reason = span.reason === null || isOfAll || name === "" ? span.reason : `${name}: ${span.reason}`;
    merged.push({
      ...span,
      from,
      until,
      reason,
      nextSweepAt: pending.length === 0 ? null : Math.min(...pending),
    });
  }
  return joinAlike(merged);
}

/**
 * When a feed will be level, going on as it has: by how much event time was read in the time before. Null where
 * nothing is left to read, or where it falls behind. Pure.
 */
export function forecastLevel(
  spans: readonly TimelineSpan[],
  {
    entries,
    now,
    watchedMs,
  }: { entries: readonly Pick<WindowEntry, "from" | "until" | "asOf">[]; now: number; watchedMs: number },
): number | null {
  const backlogMs = spans
    .filter(({ state }) => state === "due" || state === "reading")
    .reduce((sum, { from, until }) => sum + until - from, 0);
  if (backlogMs === 0) return null;
  const recent = entries.filter(({ asOf }) => asOf > now - watchedMs && asOf <= now);
  const beganAt = Math.min(...recent.map(({ asOf }) => asOf));
  if (recent.length < 2 || beganAt >= now) return null;
  const readMs = recent.reduce((sum, { from, until }) => sum + until - from, 0);
  // While it reads, time goes on and there is more to read.
  const gain = readMs / (now - beganAt) - 1;
  return gain > 0 ? now + backlogMs / gain : null;
}
