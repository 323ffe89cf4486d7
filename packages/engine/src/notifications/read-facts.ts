import type { Connection, ConnectionState } from "../connections/connection.js";
import { remindersOf } from "../credentials/reminders.js";
import { findFeed } from "../feeds/index.js";
import { timingOf } from "../ledger/index.js";
import type { FeedState } from "../status/status.js";
import type { Store } from "../store/index.js";
import type { ConditionFacts, ConnectionFacts } from "./conditions.js";

const hourMs = 3_600_000;
const arrivedStates: readonly ConnectionState[] = ["connected", "degraded", "catching-up"];

/** A few queries, however many connections there are: the ledger is not computed for this. */
export async function readFacts(
  store: Store,
  request: {
    readonly connections: readonly Connection[];
    readonly now: number;
    readonly freeBytes: number;
    readonly lowBytes: number;
  },
): Promise<ConditionFacts> {
  const { connections, now, freeBytes, lowBytes } = request;
  const streams = await store.read.selectFrom("streams").selectAll().execute();
  const lost = await store.read
    .selectFrom("windows")
    .select((select) => [
      "stream_id",
      select.fn.max("until_at").as("until"),
      select.fn.max("from_at").as("from"),
    ])
    .where("state", "=", "lost")
    .groupBy("stream_id")
    .execute();
  const quarantined = await store.read
    .selectFrom("quarantine")
    .select((select) => ["stream_id", select.fn.countAll<number>().as("count")])
    .where("at", ">", now - hourMs)
    .where("settled_at", "is", null)
    .groupBy("stream_id")
    .execute();
  const states = await readStates(store);
  const lostOf = new Map(lost.map((row) => [row.stream_id, row]));
  const quarantinedOf = new Map(quarantined.map((row) => [row.stream_id, row]));
  const byConnection = new Map<string, (typeof streams)[number][]>();
  for (const stream of streams) {
    const known = byConnection.get(stream.connection_id);
    if (known === undefined) byConnection.set(stream.connection_id, [stream]);
    else known.push(stream);
  }
  return {
    now,
    freeBytes,
    lowBytes,
    clockAheadMs: clockAheadOf(streams),
    reminders: remindersOf(
      connections.flatMap(({ credential, actingCredential }) => [credential, actingCredential ?? []].flat()),
      now,
    ),
    connections: connections.map(
      (connection): ConnectionFacts => ({
        name: connection.name,
        state: states.last.get(connection.id)?.state ?? null,
        reason: states.last.get(connection.id)?.reason ?? null,
        wasConnected: states.arrived.has(connection.id),
        feeds: (byConnection.get(connection.id) ?? [])
          .filter(({ feed }) => connection.settings.feeds.includes(feed))
          .map((stream) => {
            const span = lostOf.get(stream.id);
            return {
              feed: stream.feed,
              state: stream.state as FeedState,
              stateSince: stream.state_since,
              reason: stream.reason,
              lastPollAt: stream.last_poll_at,
              everyMs: timingOf(findFeed(stream.feed), connection.settings).everyMs,
              lostFrom: span?.from ?? null,
              lostUntil: span?.until ?? null,
              quarantinedInLastHour: quarantinedOf.get(stream.id)?.count ?? 0,
            };
          }),
      }),
    ),
  };
}

async function readStates(store: Store) {
  const newest = store.read
    .selectFrom("connection_history")
    .select((select) => select.fn.max("id").as("id"))
    .groupBy("connection_id");
  const rows = await store.read
    .selectFrom("connection_history")
    .select(["connection_id", "state", "reason"])
    .where("id", "in", newest)
    .execute();
  const arrived = await store.read
    .selectFrom("connection_history")
    .select("connection_id")
    .distinct()
    .where("state", "in", [...arrivedStates])
    .execute();
  return {
    last: new Map(
      rows.map(({ connection_id: id, state, reason }) => [id, { state: state as ConnectionState, reason }]),
    ),
    arrived: new Set(arrived.map(({ connection_id: id }) => id)),
  };
}

/** The latest answer tells: what another feed found before may be mended since. */
function clockAheadOf(
  streams: readonly { readonly vendor_at: number | null; readonly clock_ahead_ms: number | null }[],
): number | null {
  const latest = Math.max(...streams.map(({ vendor_at: at }) => at ?? Number.NEGATIVE_INFINITY));
  return streams.find(({ vendor_at: at }) => at === latest)?.clock_ahead_ms ?? null;
}
