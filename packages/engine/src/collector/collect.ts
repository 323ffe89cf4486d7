import type { MimecastClient } from "@postern/mimecast";
import type { Connection } from "../connections/index.js";
import type { FeedResult } from "../engine/engine.js";
import { collectFeed, type FeedDependencies } from "./collect-feed.js";
import { type LeaseKeeper, takeLeaseNow } from "./lease.js";
import { principalOf } from "./principal.js";
import { refuseOthers } from "./streams.js";

export interface CollectDependencies extends FeedDependencies {
  readonly leases: LeaseKeeper;
}

interface PassRequest {
  readonly connection: Connection;
  readonly client: MimecastClient;
  readonly feeds: readonly string[];
  readonly since: number | undefined;
  readonly signal: AbortSignal;
}

/** One pass over the feeds of a connection, each to its end, one after the other: they share the principal's quota. */
export async function collectConnection(
  dependencies: CollectDependencies,
  request: PassRequest,
): Promise<FeedResult[]> {
  const { store, leases, listener } = dependencies;
  const { connection, signal, feeds } = request;
  const lease = await takeLeaseNow(leases, principalOf(connection));
  listener("poll.started", { connection: connection.name });
  const results: FeedResult[] = [];
  try {
    for (const [index, feed] of feeds.entries()) {
      signal.throwIfAborted();
      const { result } = await collectFeed(dependencies, {
        ...request,
        feed,
        lease,
        cadenceMinutes: undefined,
        beganAt: null,
        isSpent: () => false,
      });
      results.push(result);
      if (result.state !== "credentials-refused") continue;
      await refuseOthers(store, { connection, lease: lease.current(), result, now: dependencies.now() });
      const counts = { stored: 0, duplicates: 0, quarantined: 0 };
      return [...results, ...feeds.slice(index + 1).map((other) => ({ ...result, feed: other, ...counts }))];
    }
    return results;
  } finally {
    await lease.release();
  }
}
