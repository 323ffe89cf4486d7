import { principalOf } from "../collector/index.js";
import type { Connection } from "../connections/index.js";
import { findFeed } from "../feeds/index.js";
import { timingOf } from "../ledger/index.js";
import type { FeedState } from "../status/status.js";
import type { Store } from "../store/index.js";
import type { FeedFacts } from "./plan-feeds.js";
import type { Assignment } from "./service.js";

interface StreamRow {
  readonly connection_id: string;
  readonly feed: string;
  readonly state: string;
  readonly last_poll_at: number | null;
  readonly next_poll_at: number | null;
  readonly asked_at: number | null;
}

/** Everything there is to collect, from the store. */
export async function readAssignments(
  store: Store,
  request: { readonly connections: readonly Connection[]; readonly cadenceMinutes: number | undefined },
): Promise<Assignment[]> {
  const { connections, cadenceMinutes } = request;
  const byConnection = new Map<string, StreamRow[]>();
  for (const row of await selectStreams(store).execute()) {
    const known = byConnection.get(row.connection_id);
    if (known === undefined) byConnection.set(row.connection_id, [row]);
    else known.push(row);
  }
  return connections.map((connection) => ({
    connection,
    principal: principalOf(connection),
    feeds: factsOf(connection, { rows: byConnection.get(connection.id) ?? [], cadenceMinutes }),
  }));
}

export async function readFeeds(
  store: Store,
  request: { readonly connection: Connection; readonly cadenceMinutes: number | undefined },
): Promise<FeedFacts[]> {
  const { connection, cadenceMinutes } = request;
  const rows = await selectStreams(store).where("connection_id", "=", connection.id).execute();
  return factsOf(connection, { rows, cadenceMinutes });
}

function selectStreams(store: Store) {
  return store.read
    .selectFrom("streams")
    .select(["connection_id", "feed", "state", "last_poll_at", "next_poll_at"])
    .select((select) =>
      select
        .selectFrom("intents")
        .select((intent) => intent.fn.max("asked_at").as("asked_at"))
        .where("state", "=", "pending")
        .whereRef("intents.connection_id", "=", "streams.connection_id")
        .whereRef("intents.feed", "=", "streams.feed")
        .as("asked_at"),
    );
}

export async function readChanges(store: Store): Promise<number> {
  const { number } = await store.read
    .selectFrom("control_changes")
    .select("number")
    .executeTakeFirstOrThrow();
  return number;
}

function factsOf(
  { settings }: Connection,
  { rows, cadenceMinutes }: { rows: readonly StreamRow[]; cadenceMinutes: number | undefined },
): FeedFacts[] {
  return settings.feeds.map((name) => {
    const row = rows.find(({ feed }) => feed === name);
    return {
      feed: name,
      everyMs: timingOf(findFeed(name), settings, cadenceMinutes).everyMs,
      state: (row?.state ?? "waiting") as FeedState,
      lastPollAt: row?.last_poll_at ?? null,
      nextPollAt: row?.next_poll_at ?? null,
      askedAt: row?.asked_at ?? null,
    };
  });
}
