import { type MimecastClient, MimecastError } from "@postern/mimecast";
import type { Connection } from "../connections/index.js";
import { mendOf } from "../connections/test-connection.js";
import type { FeedResult } from "../engine/engine.js";
import type { EngineListener } from "../engine/events.js";
import { type ErrorCode, isOfStore, PosternError, toPosternError } from "../errors/index.js";
import { type Feed, findFeed } from "../feeds/index.js";
import { keepProgress, leaveIntent, readIntents, readProgress, settleIntent } from "../intents/index.js";
import { createLedger, type FeedTiming, timingOf } from "../ledger/index.js";
import { readOpenEntries, retriables } from "../quarantine/index.js";
import { planNextPoll } from "../service/plan-feeds.js";
import type { FeedState } from "../status/status.js";
import type { Store } from "../store/index.js";
import { createCommitWriter, type Reached, type ReadContext, type Tally } from "./context.js";
import type { HeldLease } from "./lease.js";
import { needsNaturalKeys, pruneNaturalKeys } from "./natural-keys.js";
import { readFeed } from "./read-feed.js";
import { carryOutReplays } from "./replay.js";
import { retryQuarantine } from "./retry-quarantine.js";
import { notePoll, openStream, type Stream } from "./streams.js";

/** How the poll of a feed ended. */
export interface FeedOutcome {
  readonly result: FeedResult;
  readonly polledAt: number;
  readonly nextPollAt: number;
  /** It made room for others and is to be gone on with. */
  readonly isYielded: boolean;
}

export interface FeedRequest {
  readonly connection: Connection;
  readonly client: MimecastClient;
  readonly feed: string;
  readonly lease: HeldLease;
  readonly since: number | undefined;
  /** Time between two polls, where nothing else is set. */
  readonly cadenceMinutes: number | undefined;
  /** When this poll began, if others had their turn meanwhile; null: now. */
  readonly beganAt: number | null;
  /** Time to make room for others. */
  readonly isSpent: () => boolean;
  readonly signal: AbortSignal;
}

export interface FeedDependencies {
  readonly store: Store;
  readonly now: () => number;
  readonly listener: EngineListener;
}

/** Polls a feed. What goes wrong with it stays with it; throws only what ends the work for its principal. */
export async function collectFeed(
  dependencies: FeedDependencies,
  request: FeedRequest,
): Promise<FeedOutcome> {
  const { store, now, listener } = dependencies;
  const { connection, lease } = request;
  const feed = findFeed(request.feed);
  const place = { connection: connection.name, feed: feed.name };
  const stream = await openStream(store, { connection, feed, since: request.since, now: now() });
  const timing = timingOf(feed, connection.settings, request.cadenceMinutes);
  const tally: Tally = { stored: 0, duplicates: 0, quarantined: 0 };
  const context = await openContext(
    { store, now, listener },
    { ...request, declaration: feed, stream, timing, tally },
  );
  listener("feed.started", place);
  const { beganAt } = context;
  let retryAfterMs: number | null = null;
  let reached: Reached = "part";
  let outcome: { state: FeedState; code: ErrorCode | null; reason: string | null };
  try {
    reached = await readFeed(context);
    if (reached !== "yielded")
      await askAfterRefusal({ store, now }, { ...request, declaration: feed, stream });
    const replayed = reached === "yielded" ? reached : await carryOut({ store, now }, { context, request });
    if (replayed === "yielded") reached = replayed;
    outcome = { state: reached === "end" ? "healthy" : "catching-up", code: null, reason: null };
    if (reached === "not-due") outcome = { state: stream.state, code: null, reason: null };
    if (context.hasNaturalKeys && reached !== "not-due") {
      await pruneNaturalKeys(store, { streamId: stream.id, retentionMs: timing.retentionMs, now: now() });
    }
  } catch (thrown) {
    const error = toPosternError(thrown);
    if (error.code === "interrupted" || error.code === "lease-lost" || isOfStore(error.code)) throw error;
    const mend = mendOf(error.code, thrown) ?? error.entry.youDo;
    const reason = `${asSentence(error.message)} ${mend.replaceAll("NAME", connection.name)}`;
    outcome = { state: stateOf(error.code), code: error.code, reason };
    retryAfterMs = retryAfterOf(thrown);
    // A credential that stays refused was told already.
    if (outcome.state !== "credentials-refused" || stream.state !== "credentials-refused")
      listener("feed.trouble", { ...place, code: error.code, detail: error.message });
  }
  const { state } = outcome;
  const isYielded = reached === "yielded";
  const nextPollAt = planNextPoll(
    { state, stateSince: state === stream.state ? stream.stateSince : now(), isYielded, retryAfterMs },
    { everyMs: timing.everyMs, beganAt, now: now() },
  );
  const polledAt = now();
  const isTooEarly = reached === "not-due";
  const vendorAheadMs = outcome.code === null && !isTooEarly ? request.client.clockAheadMs() : null;
  const poll = { polledAt, nextPollAt, found: isTooEarly ? null : outcome, vendorAheadMs };
  await notePoll(store, { id: stream.id, lease: lease.current(), poll });
  const result: FeedResult = { feed: feed.name, ...outcome, ...tally };
  listener("feed.finished", { ...result, connection: connection.name });
  return { result, polledAt, nextPollAt, isYielded };
}

/** What came in the hours before a refusal may have come late: those are read again as well. */
const leastReplayMs = 12 * 3_600_000;

async function askAfterRefusal(
  { store, now }: Pick<FeedDependencies, "store" | "now">,
  request: Pick<FeedRequest, "connection"> & { declaration: Feed; stream: Stream },
): Promise<void> {
  const { connection, declaration, stream } = request;
  // Tokens and cursors did not move meanwhile: what they lead to is read by going on.
  if (stream.state !== "credentials-refused" || declaration.reading.kind !== "windows") return;
  const until = now();
  const from = Math.max(stream.since, Math.min(stream.stateSince, until - leastReplayMs));
  if (from >= until) return;
  await leaveIntent(store, {
    kind: "replay",
    connectionId: connection.id,
    feed: declaration.name,
    from,
    until,
    now: until,
  });
}

async function carryOut(
  { store, now }: { store: Store; now: () => number },
  { context, request }: { context: ReadContext; request: FeedRequest },
): Promise<"end" | "yielded"> {
  const { connection, feed } = request;
  const of = { connectionId: connection.id, feed };
  for (const { id, from, until } of await readIntents(store, { ...of, kind: "retry" })) {
    const entries = retriables(store, { streamId: context.streamId, from, until });
    const { tried, mended } = await retryQuarantine(context, entries);
    await settleIntent(store, { id, detail: `${mended} of ${tried} mended`, now: now() });
  }
  const replays = await readIntents(store, { ...of, kind: "replay" });
  if (replays.length === 0) return "end";
  // What this very poll has found broken may be whole in the replay.
  const openEntries = await readOpenEntries(store, context.streamId);
  return await carryOutReplays(
    { ...context, openEntries },
    {
      replays,
      read: readFeed,
      progress: {
        read: ({ id }) => readProgress(store, id),
        keep: ({ id }, account) => keepProgress(store, { id, account }),
        settle: ({ id }) => settleIntent(store, { id, detail: "read again", now: now() }),
      },
    },
  );
}

async function openContext(
  { store, now, listener }: FeedDependencies,
  request: FeedRequest & {
    readonly declaration: Feed;
    readonly stream: Stream;
    readonly timing: FeedTiming;
    readonly tally: Tally;
  },
): Promise<ReadContext> {
  const { connection, client, declaration: feed, lease, signal, stream, tally, timing } = request;
  return {
    ...timing,
    connection: connection.name,
    feed,
    streamId: stream.id,
    since: stream.since,
    until: null,
    wasRefused: stream.state === "credentials-refused",
    isReplay: false,
    beganAt: request.beganAt ?? now(),
    isResumed: request.beganAt !== null,
    isSpent: request.isSpent,
    hasNaturalKeys: await needsNaturalKeys(store, {
      feeds: connection.settings.feeds,
      feed,
      streamId: stream.id,
    }),
    openEntries: await readOpenEntries(store, stream.id),
    openStream: (other) => openStream(store, { connection, feed: other, since: undefined, now: now() }),
    client,
    ledger: createLedger(store, stream.id),
    commit: createCommitWriter({
      connection: connection.name,
      feed: feed.name,
      store,
      lease: () => lease.current(),
      streamId: stream.id,
      now,
      listener,
      tally,
    }),
    now,
    signal,
    listener,
  };
}

function asSentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

function retryAfterOf(thrown: unknown): number | null {
  const cause = thrown instanceof PosternError ? thrown.cause : thrown;
  return cause instanceof MimecastError ? cause.retryAfterMs : null;
}

function stateOf(code: ErrorCode): FeedState {
  switch (code) {
    case "not-permitted":
    case "product-missing":
      return "not-permitted";
    case "credentials-refused":
    case "keys-expired":
    case "bad-credentials-shape":
      return "credentials-refused";
    case "throttled":
      return "throttled";
    default:
      return "failing";
  }
}
