import { type CollectDependencies, collectFeed, type FeedRequest, principalOf } from "../collector/index.js";
import type { ConnectionStore } from "../connections/index.js";
import { PosternError } from "../errors/index.js";
import { leaveIntent } from "../intents/index.js";
import { sleepInRealTime } from "../service/index.js";
import { noteState } from "../status/note-state.js";
import type { Store } from "../store/index.js";
import { verifyFeed } from "../verify/index.js";
import { chooseFeeds } from "./choose-feeds.js";
import type { ClientPool } from "./client-pool.js";
import type { Engine, EngineOptions, FeedResult } from "./engine.js";
import { planReplay, type ReplayPlan } from "./plan-replay.js";

/** Reading the past again: to have it (replay), or to compare it with what is stored (verify). */
export function createProof(dependencies: {
  readonly connections: ConnectionStore;
  readonly pool: ClientPool;
  readonly collecting: CollectDependencies;
  readonly sleep: EngineOptions["sleep"];
}): Pick<Engine["collector"], "replay" | "verify"> {
  const { connections, pool, collecting, sleep = sleepInRealTime } = dependencies;
  const { store, now, leases } = collecting;
  const open = async (request: Parameters<Engine["collector"]["replay"]>[0]) => {
    const connection = await connections.get(request.connection);
    const feeds = chooseFeeds([connection], request.feeds);
    const from = Math.floor(request.from / 1000) * 1000;
    const until = Math.min(Math.ceil(request.until / 1000) * 1000, now());
    if (from >= until)
      throw new PosternError(
        "bad-usage",
        "The span is empty: it has to begin before it ends, and in the past.",
      );
    return { connection, feeds, from, until, signal: request.signal ?? new AbortController().signal };
  };
  /** The quota is waited for: what was read before counts. */
  const readToItsEnd = async (
    request: Pick<FeedRequest, "connection" | "client" | "feed" | "lease" | "signal">,
  ): Promise<FeedResult> => {
    const beganAt = now();
    let before = { stored: 0, duplicates: 0, quarantined: 0 };
    for (let round = 0; ; round += 1) {
      const { result, nextPollAt } = await collectFeed(collecting, {
        ...request,
        since: undefined,
        cadenceMinutes: undefined,
        beganAt: round === 0 ? null : beganAt,
        isSpent: () => false,
      });
      before = {
        stored: before.stored + result.stored,
        duplicates: before.duplicates + result.duplicates,
        quarantined: before.quarantined + result.quarantined,
      };
      if (result.state !== "throttled") return { ...result, ...before };
      await sleep(Math.max(0, nextPollAt - now()), request.signal);
      request.signal.throwIfAborted();
    }
  };
  return {
    async replay(request) {
      const { connection, feeds, signal, ...span } = await open(request);
      const plans: ReplayPlan[] = [];
      for (const feed of feeds) {
        const keptSince = await readKeptSince(store, { connectionId: connection.id, feed });
        plans.push(planReplay({ connection, feed, span, keptSince, now: now() }));
      }
      const skipped = plans.flatMap(({ feed, skipped }) =>
        skipped === null ? [] : { feed, reason: skipped },
      );
      const leftOut = plans.flatMap((plan) => (plan.skipped === null ? plan.leftOut : []));
      const asked = plans.filter((plan) => plan.skipped === null);
      if (asked.length === 0)
        throw new PosternError("not-replayable", [...new Set(skipped.map(({ reason }) => reason))].join(" "));
      for (const { feed, from, until } of asked) {
        const left = { connectionId: connection.id, feed, from, until, now: now() };
        await leaveIntent(store, { kind: "replay", ...left });
      }
      const lease = await leases.take(principalOf(connection));
      if (lease === null) return { isLeft: true, feeds: [], skipped, leftOut };
      const results: FeedResult[] = [];
      try {
        await pool.with({ connection, purpose: "reading" }, async (client) => {
          for (const { feed } of asked) {
            signal.throwIfAborted();
            results.push(await readToItsEnd({ connection, client, feed, lease, signal }));
          }
        });
      } finally {
        await lease.release();
      }
      await noteState(store, { connection, now: now() });
      return { isLeft: false, feeds: results, skipped, leftOut };
    },
    async *verify(request) {
      const opened = await open(request);
      const { connection, feeds, until, signal } = opened;
      for (const feed of feeds) {
        signal.throwIfAborted();
        const from = await clampToKept(store, { connectionId: connection.id, feed, span: opened });
        yield await pool.with({ connection, purpose: "reading" }, (client) =>
          verifyFeed({ ...collecting, sleep }, { connection, client, feed, from, until, signal }),
        );
      }
    },
  };
}

/** What retention took away is not missing. Throws `bad-usage` where nothing of the span is left. */
async function clampToKept(
  store: Store,
  request: { connectionId: string; feed: string; span: { from: number; until: number } },
): Promise<number> {
  const { connectionId, feed, span } = request;
  const from = Math.max(span.from, (await readKeptSince(store, { connectionId, feed })) ?? span.from);
  if (from < span.until) return from;
  throw new PosternError("bad-usage", `The events of ${feed} of that time were taken away by retention.`);
}

/** Since when retention has left a feed's events; null: it has taken none. */
async function readKeptSince(
  store: Store,
  { connectionId, feed }: { connectionId: string; feed: string },
): Promise<number | null> {
  const row = await store.read
    .selectFrom("streams")
    .select("kept_since")
    .where("connection_id", "=", connectionId)
    .where("feed", "=", feed)
    .executeTakeFirst();
  return row?.kept_since ?? null;
}
