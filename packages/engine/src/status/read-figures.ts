import type { Store, WindowState } from "../store/index.js";
import { readAllBudgets } from "../usage/index.js";
import type { FeedFigures, Figures } from "./figures.js";
import type { FeedState } from "./status.js";

/** A handful of queries, without computing any ledger. */
export async function readFigures(
  store: Store,
  request: { readonly now: number; readonly readFreeBytes: () => Promise<number> },
): Promise<Figures> {
  const { now, readFreeBytes } = request;
  const [feeds, budgets, { bytes }, freeBytes] = await Promise.all([
    readFeedFigures(store),
    readAllBudgets(store, now),
    store.upkeep.measure(),
    readFreeBytes().catch(() => null),
  ]);
  return { asOf: now, feeds, budgets, bytes, freeBytes };
}

async function readFeedFigures(store: Store): Promise<FeedFigures[]> {
  const streams = await store.read
    .selectFrom("streams")
    .innerJoin("connections", "connections.id", "streams.connection_id")
    .select([
      "streams.id",
      "streams.feed",
      "streams.state",
      "streams.last_event_at",
      "streams.last_arrival_at",
      "connections.name",
    ])
    .where("connections.removed_at", "is", null)
    .orderBy("streams.id")
    .execute();
  const counts = await store.read
    .selectFrom("windows")
    .select((select) => ["stream_id", "state", select.fn.countAll<number>().as("count")])
    .groupBy(["stream_id", "state"])
    .execute();
  const windows = new Map<number, Partial<Record<WindowState, number>>>();
  for (const { stream_id: id, state, count } of counts)
    windows.set(id, { ...windows.get(id), [state]: count });
  const none = { complete: 0, incomplete: 0, lost: 0, unprovable: 0 };
  return streams.map((stream) => ({
    connection: stream.name,
    feed: stream.feed,
    state: stream.state as FeedState,
    lastEventAt: stream.last_event_at,
    lastArrivalAt: stream.last_arrival_at,
    windows: { ...none, ...windows.get(stream.id) },
  }));
}
