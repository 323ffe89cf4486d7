import type { ConnectionState } from "../connections/connection.js";
import type { CredentialReminder } from "../credentials/credential.js";
import type { FeedState } from "../status/status.js";
import type { Condition } from "./notice.js";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A feed that is troubled, or was not read, for so long is stale: four polls at the usual cadence. */
const staleAfterMs = hourMs;
/** Throttling is a part of catching up; for so long, it is none. */
const exhaustedAfterMs = 30 * minuteMs;
/** So many new entries within an hour are no single broken line. */
const growingFrom = 10;

export interface ConditionFacts {
  readonly now: number;
  readonly connections: readonly ConnectionFacts[];
  readonly reminders: readonly CredentialReminder[];
  readonly freeBytes: number;
  /** Below which there is too little. */
  readonly lowBytes: number;
  /** How far our clock was ahead of the vendor's at the latest answer; null: none told its time. */
  readonly clockAheadMs: number | null;
}

export interface ConnectionFacts {
  readonly name: string;
  /** The last one that was written down; null: none yet. */
  readonly state: ConnectionState | null;
  readonly reason: string | null;
  /** Something arrived through it once. */
  readonly wasConnected: boolean;
  readonly feeds: readonly WatchedFeed[];
}

export interface WatchedFeed {
  readonly feed: string;
  readonly state: FeedState;
  readonly stateSince: number;
  readonly reason: string | null;
  readonly lastPollAt: number | null;
  readonly everyMs: number;
  /** The newest lost span's end; null: nothing was lost. */
  readonly lostUntil: number | null;
  readonly lostFrom: number | null;
  readonly quarantinedInLastHour: number;
}

/** Everything that operators should know of, from what is stored. Pure. */
export function conditionsOf(facts: ConditionFacts): Condition[] {
  return [
    ...facts.connections
      .filter(({ state }) => state !== "paused")
      .flatMap((one) => ofConnection(one, facts.now)),
    ...facts.reminders.map(
      ({ credential, kind, message }): Condition => ({
        ...blank,
        key: `key-expiring ${credential} ${kind}`,
        kind: "key-expiring",
        summary: message,
        recovery: `The keys of ${credential} were seen to.`,
      }),
    ),
    ...ofDisk(facts),
    ...ofClock(facts),
  ];
}

const blank = { connection: null, feed: null, mend: null, recovery: null, isQuiet: false };

function ofConnection(connection: ConnectionFacts, now: number): Condition[] {
  const { name, state, reason, wasConnected } = connection;
  const conditions: Condition[] = [];
  if (!wasConnected) {
    conditions.push({
      ...blank,
      key: `connected ${name}`,
      kind: "connected",
      connection: name,
      summary: `${name} is not connected yet.`,
      recovery: `${name} is connected: its first events have arrived.`,
      isQuiet: true,
    });
  }
  if (state === "credentials-refused") {
    conditions.push({
      ...blank,
      key: `credentials-refused ${name}`,
      kind: "credentials-refused",
      connection: name,
      summary: `The credential of ${name} is refused${reason === null ? "." : `: ${reason}`}`,
      mend: `postern doctor ${name}, then postern connect --update ${name}`,
      recovery: `The credential of ${name} works again; the gap is read by itself.`,
    });
    return conditions;
  }
  const refused = connection.feeds.filter((feed) => refusedStates.has(feed.state));
  return [
    ...conditions,
    ...ofRefusedFeeds(connection, refused, now),
    // What is refused was told as refused, and is not told again as stale.
    ...connection.feeds.flatMap((feed) => ofFeed(name, feed, { now, isRefused: refused.includes(feed) })),
  ];
}

const refusedStates: ReadonlySet<FeedState> = new Set(["not-permitted", "unlicensed"]);
/** Feeds that are refused for one reason are found refused one after the other: they are told together. */
const refusedAfterMs = minuteMs;

/** One notice for all of them: a product that was removed or a range of addresses takes many feeds at once. */
function ofRefusedFeeds(
  { name, feeds }: ConnectionFacts,
  refused: readonly WatchedFeed[],
  now: number,
): Condition[] {
  const [first] = [...refused].sort((one, other) => one.stateSince - other.stateSince);
  if (first === undefined || now - first.stateSince < refusedAfterMs) return [];
  const names = refused.map(({ feed }) => feed).join(", ");
  const isMost = refused.length > 1 && refused.length * 2 > feeds.length;
  const why = isMost
    ? "So many at once are rarely a matter of permissions: look whether the account still takes calls from our address (admin IP ranges), and whether the application's user still has its role. The first answer was: "
    : "";
  return [
    {
      ...blank,
      key: `not-permitted ${name}`,
      kind: "not-permitted",
      connection: name,
      feed: refused.length === 1 ? first.feed : null,
      summary: `${name} may not read ${names}. ${why}${first.reason ?? "The tenant gave no reason."}`,
      mend: `postern doctor ${name}`,
      recovery: `${name} may read again what was refused; the gap is read by itself.`,
    },
  ];
}

function ofFeed(
  connection: string,
  facts: WatchedFeed,
  { now, isRefused }: { now: number; isRefused: boolean },
): Condition[] {
  const { feed, state, stateSince, reason, lastPollAt, everyMs, lostFrom, lostUntil } = facts;
  const conditions: Condition[] = [];
  const base = { ...blank, connection, feed };
  const isTroubled = state === "failing" && now - stateSince >= staleAfterMs;
  const isUnread = lastPollAt !== null && now - lastPollAt >= Math.max(staleAfterMs, 4 * everyMs);
  if (!isRefused && (isTroubled || isUnread)) {
    conditions.push({
      ...base,
      key: `feed-stale ${connection} ${feed}`,
      kind: "feed-stale",
      summary: `${feed} of ${connection} brings nothing: ${reason ?? "it was not read for long"}`,
      mend: `postern status ${connection}`,
      recovery: `${feed} of ${connection} is read again.`,
    });
  }
  if (lostUntil !== null && lostFrom !== null) {
    conditions.push({
      ...base,
      key: `window-lost ${connection} ${feed} ${lostUntil}`,
      kind: "window-lost",
      summary: `${feed} of ${connection} has lost ${toIso(lostFrom)} to ${toIso(lostUntil)}: it left the vendor's retention unread.`,
      mend: `postern ledger ${connection} --feed ${feed}`,
    });
  }
  if (state === "throttled" && now - stateSince >= exhaustedAfterMs) {
    conditions.push({
      ...base,
      // The quota is the connection's: its feeds run out of it together.
      key: `budget-exhausted ${connection}`,
      kind: "budget-exhausted",
      feed: null,
      summary: `The rate limit of ${connection} is used up for longer than catching up explains.`,
      mend: `Look who else uses the same application: postern status ${connection}`,
      recovery: `${connection} has calls left again.`,
    });
  }
  if (facts.quarantinedInLastHour >= growingFrom) {
    conditions.push({
      ...base,
      key: `quarantine-growing ${connection} ${feed}`,
      kind: "quarantine-growing",
      summary: `${facts.quarantinedInLastHour} records of ${feed} of ${connection} went into quarantine within an hour.`,
      mend: `postern quarantine list ${connection}`,
      recovery: `Nothing more of ${feed} of ${connection} goes into quarantine.`,
    });
  }
  return conditions;
}

function ofDisk({ freeBytes, lowBytes }: ConditionFacts): Condition[] {
  if (freeBytes >= lowBytes) return [];
  return [
    {
      ...blank,
      key: "store-nearly-full",
      kind: "store-nearly-full",
      summary: `Less than ${Math.ceil(lowBytes / 1e6)} MB are free on the disk of the store; collecting pauses before it is full.`,
      mend: "Free space, or keep events for a shorter time: postern store info, postern store retention",
      recovery: "There is room on the disk of the store again.",
    },
  ];
}

/** So much is no matter of zones, and nothing that a clock drifts by. */
const wrongFromMs = hourMs;

function ofClock({ clockAheadMs }: ConditionFacts): Condition[] {
  if (clockAheadMs === null || Math.abs(clockAheadMs) < wrongFromMs) return [];
  const hours = Math.round(Math.abs(clockAheadMs) / hourMs).toLocaleString("en-US");
  return [
    {
      ...blank,
      key: "clock-wrong",
      kind: "clock-wrong",
      summary: `This machine's clock is ${hours} h ${clockAheadMs > 0 ? "ahead of" : "behind"} the tenants': nothing is called complete, lost or too old by it alone.`,
      mend: "Set the clock of this machine, and let it be kept (NTP)",
      recovery: "This machine's clock and the tenants' agree again.",
    },
  ];
}

function toIso(time: number): string {
  return new Date(time).toISOString();
}
