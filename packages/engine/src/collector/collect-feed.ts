import { type MimecastClient, MimecastError } from "@postern/mimecast";
import type { Connection } from "../connections/index.js";
import { mendOf } from "../connections/test-connection.js";
import type { FeedResult } from "../engine/engine.js";
import type { EngineListener } from "../engine/events.js";
import { type ErrorCode, PosternError, toPosternError } from "../errors/index.js";
import { type Feed, findFeed } from "../feeds/index.js";
import { createLedger, type FeedTiming, timingOf } from "../ledger/index.js";
import { planNextPoll } from "../service/plan-feeds.js";
import type { FeedState } from "../status/status.js";
import type { Store } from "../store/index.js";
import { createCommitWriter, type Reached, type ReadContext, type Tally } from "./context.js";
import type { HeldLease } from "./lease.js";
import { needsNaturalKeys, pruneNaturalKeys } from "./natural-keys.js";
import { readChain } from "./read-chain.js";
import { readListing } from "./read-listing.js";
import { readSnapshot } from "./read-snapshot.js";
import { readStream } from "./read-stream.js";
import { readWhole } from "./read-whole.js";
import { readWindows } from "./read-windows.js";
import { openStream, type Stream, setStreamState } from "./streams.js";

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

interface Dependencies {
  readonly store: Store;
  readonly now: () => number;
  readonly listener: EngineListener;
}

/** Polls a feed. What goes wrong with it stays with it; throws only what ends the work for its principal. */
export async function collectFeed(
  { store, now, listener }: Dependencies,
  request: FeedRequest,
): Promise<FeedOutcome> {
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
    reached = await read(context);
    outcome = { state: reached === "end" ? "healthy" : "catching-up", code: null, reason: null };
    if (reached === "not-due") outcome = { state: stream.state, code: null, reason: null };
    if (context.hasNaturalKeys && reached !== "not-due") {
      await pruneNaturalKeys(store, { streamId: stream.id, retentionMs: timing.retentionMs, now: now() });
    }
  } catch (thrown) {
    const error = toPosternError(thrown);
    if (error.code === "interrupted" || error.code === "lease-lost" || error.code === "store-failed")
      throw error;
    const reason = `${asSentence(error.message)} ${mendOf(error.code, thrown) ?? error.entry.youDo}`;
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
  await setStreamState(store, {
    id: stream.id,
    lease: lease.current(),
    before: stream.state,
    ...outcome,
    polledAt,
    isTooEarly: reached === "not-due",
    nextPollAt,
  });
  const result: FeedResult = { feed: feed.name, ...outcome, ...tally };
  listener("feed.finished", { ...result, connection: connection.name });
  return { result, polledAt, nextPollAt, isYielded };
}

async function openContext(
  { store, now, listener }: Dependencies,
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
    beganAt: request.beganAt ?? now(),
    isResumed: request.beganAt !== null,
    isSpent: request.isSpent,
    hasNaturalKeys: await needsNaturalKeys(store, {
      feeds: connection.settings.feeds,
      feed,
      streamId: stream.id,
    }),
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

async function read(context: ReadContext): Promise<Reached> {
  const { reading } = context.feed;
  switch (reading.kind) {
    case "windows":
      return await readWindows(context, reading);
    case "chain":
      return await readChain(context, reading);
    case "listing":
      return await readListing(context, reading);
    case "snapshot":
      return await readSnapshot(context, reading);
    case "stream":
      return await readStream(context, reading);
    case "whole":
      return await readWhole(context, reading);
  }
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
