import type { WindowEntry } from "../store/index.js";

/** How far the polls of a list have come. Kept as the stream's checkpoint. */
export interface PollPosition {
  /** Rises with every poll begun, so that a change made twice is told twice. */
  readonly number: number;
  /** When the last poll began. */
  readonly at: number;
  /** `leaving`: all was read, and not all departures were told yet. */
  readonly state: "reading" | "leaving" | "complete";
  /** When all was read last, to its end; null: never yet. */
  readonly wholeAt: number | null;
}

/** Polls come at the collector's cadence, never to the second: a little early counts as due. */
const dueShare = 0.9;

/** The poll that is due now; null while it is too early for one. One that was cut off is due at once. */
export function planPoll(
  last: PollPosition | null,
  { now, everyMs }: { now: number; everyMs: number },
): PollPosition | null {
  if (last === null) return { number: 1, at: now, state: "reading", wholeAt: null };
  const elapsed = now - last.at;
  const isEarly = last.state === "complete" && elapsed >= 0 && elapsed < everyMs * dueShare;
  if (isEarly) return null;
  // A clock that was set back must not put what is found now before what was found earlier.
  return { ...last, number: last.number + 1, at: Math.max(now, last.at), state: "reading" };
}

/**
 * The ledger's entries after a poll. A run of polls is one entry, and proves what the list was at each of them; what
 * came and went between two is seen by nobody. Where the next one came later than `maxGapMs`, that is said of
 * the span without any. Gaps with a single poll between them are one: a list polled too rarely would gain two entries
 * with every poll.
 */
export function enterPoll(
  entries: readonly WindowEntry[],
  { at, maxGapMs }: { at: number; maxGapMs: number },
): WindowEntry[] {
  const fresh: WindowEntry = { part: "", from: at, until: at + 1, state: "complete", reason: null, asOf: at };
  const last = entries.at(-1);
  if (last === undefined) return [fresh];
  if (at < last.until) return [{ ...last, asOf: at }];
  if (at - last.until <= maxGapMs) return [{ ...last, until: at + 1, asOf: at }];
  const before = entries.at(-2);
  const isAlone = last.until - last.from === fresh.until - fresh.from;
  const gap: WindowEntry =
    isAlone && before?.state === "unprovable" && before.until === last.from
      ? {
          ...before,
          until: at,
          reason: "polled too rarely: what came and went between two polls was not seen",
        }
      : {
          ...fresh,
          from: last.until,
          until: at,
          state: "unprovable",
          reason: "not polled in between: what came and went meanwhile was not seen",
        };
  return [gap, fresh];
}

export function parsePollPosition(text: string): PollPosition {
  const value: unknown = JSON.parse(text);
  if (isPollPosition(value)) return value;
  throw new Error(`A checkpoint of a snapshot does not parse: ${text}`);
}

function isPollPosition(value: unknown): value is PollPosition {
  return typeof value === "object" && value !== null && "number" in value && "at" in value;
}
