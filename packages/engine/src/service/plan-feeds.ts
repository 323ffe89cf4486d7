import type { FeedState } from "../status/status.js";

const minuteMs = 60_000;
/** A feed that fails is tried again after this, and less often the longer it goes on. */
const firstRetryMs = minuteMs;
/** No reason to wait is longer, whatever the clock did. */
const longestWaitMs = 24 * 60 * minuteMs;

/** What counts for when a feed is read. Times are milliseconds since the epoch. */
export interface FeedFacts {
  readonly feed: string;
  readonly everyMs: number;
  readonly state: FeedState;
  readonly lastPollAt: number | null;
  /** As it was decided after the last poll; null: not decided. */
  readonly nextPollAt: number | null;
  /** When an operator asked last for something that is not done yet. */
  readonly askedAt: number | null;
}

export interface PollOutcome {
  readonly state: FeedState;
  readonly stateSince: number;
  /** The poll had to make room for others before it was at its end. */
  readonly isYielded: boolean;
  /** What the vendor asked to wait, where it did. */
  readonly retryAfterMs: number | null;
}

/** When a feed is to be read next, after a poll that began at `beganAt` and is over `now`. Pure. */
export function planNextPoll(
  outcome: PollOutcome,
  { everyMs, beganAt, now }: { everyMs: number; beganAt: number; now: number },
): number {
  if (outcome.isYielded) return now;
  switch (outcome.state) {
    case "throttled":
      return now + Math.max(outcome.retryAfterMs ?? minuteMs, 1000);
    case "failing": {
      const failedForMs = Math.max(0, now - outcome.stateSince);
      return now + Math.min(everyMs, Math.max(firstRetryMs, failedForMs, outcome.retryAfterMs ?? 0));
    }
    default:
      // A poll longer than the cadence is not followed by another at once.
      return Math.max(beganAt + everyMs, now);
  }
}

/** When each feed of a connection is due, the longest due first. Pure. */
export function planFeeds(
  feeds: readonly FeedFacts[],
  { now, credentialChangedAt }: { now: number; credentialChangedAt: number },
): { feed: string; dueAt: number }[] {
  const refused = feeds.filter(({ state }) => state === "credentials-refused");
  const isRefused = refused.length > 0 && isStillRefused(feeds, credentialChangedAt);
  // One call at a time finds out whether the credential works again: nothing is won by asking for every feed.
  const probe = refused.find(({ lastPollAt }) => lastPollAt === lastPolledOf(refused)) ?? refused[0];
  return feeds
    .flatMap((facts) => {
      const { feed } = facts;
      if (isRefused) return facts === probe ? [{ feed, dueAt: dueAtOf(facts, now) }] : [];
      if (facts.state === "credentials-refused") return [{ feed, dueAt: now }];
      return [{ feed, dueAt: dueAtOf(facts, now) }];
    })
    .sort((one, other) => one.dueAt - other.dueAt);
}

/** The newest answer counts, and none from before the credential was changed. */
function isStillRefused(feeds: readonly FeedFacts[], credentialChangedAt: number): boolean {
  const newest = lastPolledOf(feeds);
  if (newest === null || credentialChangedAt >= newest) return false;
  return feeds.some(({ state, lastPollAt }) => state === "credentials-refused" && lastPollAt === newest);
}

function lastPolledOf(feeds: readonly FeedFacts[]): number | null {
  return feeds.reduce<number | null>(
    (newest, { lastPollAt }) => (lastPollAt === null ? newest : Math.max(newest ?? lastPollAt, lastPollAt)),
    null,
  );
}

function dueAtOf({ state, lastPollAt, nextPollAt, askedAt, everyMs }: FeedFacts, now: number): number {
  if (lastPollAt === null) return now;
  if (askedAt !== null && askedAt >= lastPollAt) return now;
  // A poll of the future means that the clock was set back.
  if (lastPollAt > now) return now;
  const dueAt = nextPollAt ?? lastPollAt + everyMs;
  if (state === "throttled" || state === "failing") return Math.min(dueAt, now + longestWaitMs);
  // The cadence may have been changed since.
  return Math.min(dueAt, lastPollAt + everyMs);
}
