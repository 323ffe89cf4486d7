import type { MimecastClient } from "@postern/mimecast";
import type { Connection } from "../connections/index.js";
import { mendOf } from "../connections/test-connection.js";
import type { FeedResult } from "../engine/engine.js";
import type { EngineListener } from "../engine/events.js";
import { type ErrorCode, toPosternError } from "../errors/index.js";
import { type Feed, findFeed } from "../feeds/index.js";
import { createLedger } from "../ledger/index.js";
import type { FeedState } from "../status/status.js";
import type { Store } from "../store/index.js";
import { createCommitWriter, type Reached, type ReadContext, type Tally } from "./context.js";
import { type HeldLease, holdLease } from "./lease.js";
import { needsNaturalKeys, pruneNaturalKeys } from "./natural-keys.js";
import { readChain } from "./read-chain.js";
import { readListing } from "./read-listing.js";
import { readSnapshot } from "./read-snapshot.js";
import { readStream } from "./read-stream.js";
import { readWhole } from "./read-whole.js";
import { readWindows } from "./read-windows.js";
import { openStream, setStreamState } from "./streams.js";

const minuteMs = 60_000;
const dayMs = 86_400_000;

export interface CollectDependencies {
  readonly store: Store;
  readonly now: () => number;
  readonly holder: string;
  readonly isDead: (holder: string) => boolean;
  readonly listener: EngineListener;
}

interface PassRequest {
  readonly connection: Connection;
  readonly client: MimecastClient;
  readonly feeds: readonly string[];
  readonly since: number | undefined;
  readonly signal: AbortSignal;
}

/** One pass over the feeds of a connection, one after the other: they share the principal's quota. */
export async function collectConnection(
  dependencies: CollectDependencies,
  request: PassRequest,
): Promise<FeedResult[]> {
  const { store, now, holder, isDead, listener } = dependencies;
  const { connection } = request;
  const lease = await holdLease({ store, principal: principalOf(connection), holder, isDead, now });
  listener("poll.started", { connection: connection.name });
  const results: FeedResult[] = [];
  try {
    for (const name of request.feeds) {
      request.signal.throwIfAborted();
      results.push(await collectFeed(dependencies, { ...request, feed: findFeed(name), lease }));
    }
    return results;
  } finally {
    await lease.release();
  }
}

/** Whom the vendor's quota counts: the client id (2.0), the application and its user's access key (1.0). */
function principalOf({ credential }: Connection): string {
  const names = ["clientId", "applicationId", "accessKey"];
  return names.flatMap((name) => credential.hints[name]?.fingerprint ?? []).join("|");
}

/** What goes wrong with one feed stays with it: its result tells, and the next one is read. */
async function collectFeed(
  { store, now, listener }: CollectDependencies,
  request: PassRequest & { feed: Feed; lease: HeldLease },
): Promise<FeedResult> {
  const { connection, client, feed, lease, signal } = request;
  const place = { connection: connection.name, feed: feed.name };
  const stream = await openStream(store, { connection, feed, since: request.since, now: now() });
  const tally: Tally = { stored: 0, duplicates: 0, quarantined: 0 };
  const settings = connection.settings.feedSettings[feed.name];
  const retentionDays = settings?.retentionDays === undefined ? feed.retentionDays : settings.retentionDays;
  const retentionMs = retentionDays === null ? null : retentionDays * dayMs;
  const hasNaturalKeys = await needsNaturalKeys(store, {
    feeds: connection.settings.feeds,
    feed,
    streamId: stream.id,
  });
  const context: ReadContext = {
    connection: connection.name,
    feed,
    streamId: stream.id,
    since: stream.since,
    settleDelayMs: (settings?.settleDelayMinutes ?? feed.settleDelayMinutes) * minuteMs,
    everyMinutes: settings?.everyMinutes ?? null,
    retentionMs,
    hasNaturalKeys,
    openStream: (other) => openStream(store, { connection, feed: other, since: undefined, now: now() }),
    client,
    ledger: createLedger(store, stream.id),
    commit: createCommitWriter({
      ...place,
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
  listener("feed.started", place);
  let state: FeedState;
  let reason: string | null = null;
  let code: ErrorCode | null = null;
  try {
    const reached = await read(context);
    if (reached === "not-due") {
      const result: FeedResult = { feed: feed.name, state: stream.state, code: null, reason: null, ...tally };
      listener("feed.finished", { ...result, connection: connection.name });
      return result;
    }
    state = reached === "end" ? "healthy" : "catching-up";
    if (hasNaturalKeys) await pruneNaturalKeys(store, { streamId: stream.id, retentionMs, now: now() });
  } catch (thrown) {
    const error = toPosternError(thrown);
    if (error.code === "interrupted" || error.code === "lease-lost" || error.code === "store-failed")
      throw error;
    state = stateOf(error.code);
    code = error.code;
    reason = `${asSentence(error.message)} ${mendOf(error.code, thrown) ?? error.entry.youDo}`;
    listener("feed.trouble", { ...place, code: error.code, detail: error.message });
  }
  await setStreamState(store, { id: stream.id, before: stream.state, state, reason, now: now() });
  const result: FeedResult = { feed: feed.name, state, code, reason, ...tally };
  listener("feed.finished", { ...result, connection: connection.name });
  return result;
}

function asSentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
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
