import { type MimecastClient, MimecastError } from "@postern/mimecast";
import { type ReadContext, readFeed, whyNoPast } from "../collector/index.js";
import type { Connection } from "../connections/index.js";
import type { EngineListener } from "../engine/events.js";
import { PosternError } from "../errors/index.js";
import { type Feed, findFeed } from "../feeds/index.js";
import { createMemoryLedger, timingOf } from "../ledger/index.js";
import type { Store } from "../store/index.js";
import { createComparison } from "./compare.js";
import type { VerifyReport } from "./report.js";

export interface VerifyFeedRequest {
  readonly connection: Connection;
  readonly client: MimecastClient;
  readonly feed: string;
  readonly from: number;
  readonly until: number;
  readonly signal: AbortSignal;
}

/**
 * Reads a span from the tenant the way it is collected, and compares instead of storing. Nothing is changed, and no
 * lease is needed.
 */
export async function verifyFeed(
  dependencies: {
    readonly store: Store;
    readonly now: () => number;
    readonly listener: EngineListener;
    readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  },
  request: VerifyFeedRequest,
): Promise<VerifyReport> {
  const { store, now, listener, sleep } = dependencies;
  const { connection, client, signal } = request;
  const feed = findFeed(request.feed);
  const timing = timingOf(feed, connection.settings);
  const kept = timing.retentionMs === null ? request.from : now() - timing.retentionMs;
  const from = Math.floor(Math.max(request.from, kept) / 1000) * 1000;
  const until = Math.min(request.until, now() - timing.settleDelayMs);
  const skipped =
    whyNoPast(feed) ?? (from < until ? null : "The tenant no longer keeps this span, or not yet.");
  const stream = await store.read
    .selectFrom("streams")
    .select("id")
    .where("connection_id", "=", connection.id)
    .where("feed", "=", feed.name)
    .executeTakeFirst();
  if (skipped !== null || stream === undefined)
    return emptyReport({ feed: feed.name, from, until, skipped: skipped ?? "Not read yet." });
  const comparison = createComparison(store, {
    streamId: stream.id,
    from,
    until,
    hasRevisions: hasRevisions(feed),
  });
  const account = createMemoryLedger();
  const context: ReadContext = {
    ...timing,
    connection: connection.name,
    feed,
    streamId: stream.id,
    since: from,
    // Files may come days after their events: what a listing's end leaves out would pass for extra.
    until: feed.reading.kind === "listing" ? null : until,
    beganAt: now(),
    isResumed: true,
    wasRefused: false,
    isReplay: true,
    isSpent: () => false,
    hasNaturalKeys: false,
    openEntries: new Map(),
    openStream: () => Promise.reject(new PosternError("internal", "A stream is not verified.")),
    client,
    ledger: account,
    async commit(progress) {
      if (progress.batch !== undefined) await comparison.take(progress.batch);
      account.enter(progress);
      return { stored: 0, duplicates: 0 };
    },
    now,
    signal,
    listener,
  };
  listener("feed.started", { connection: connection.name, feed: feed.name });
  for (;;) {
    const waitMs = await readFeed(context).then(() => null, waitOf);
    if (waitMs === null) break;
    // What was read before the quota was used up counts: the account knows it.
    await sleep(waitMs, signal);
    signal.throwIfAborted();
  }
  return { feed: feed.name, from, until, skipped: null, ...(await comparison.finish()) };
}

/** How long the vendor wants us to wait; throws what is no matter of waiting. */
function waitOf(thrown: unknown): number {
  if (!(thrown instanceof MimecastError) || thrown.kind !== "throttled") throw thrown;
  return thrown.retryAfterMs ?? 60_000;
}

function hasRevisions({ reading }: Feed): boolean {
  return reading.kind === "windows" && (reading.rereads !== undefined || reading.alignMinutes !== undefined);
}

function emptyReport(request: Pick<VerifyReport, "feed" | "from" | "until" | "skipped">): VerifyReport {
  const none = { count: 0, examples: [] };
  return {
    ...request,
    read: 0,
    matched: 0,
    missing: none,
    extra: none,
    changed: none,
    superseded: 0,
    provisional: 0,
    broken: 0,
  };
}
