import type { Connection } from "../connections/index.js";
import type { Feed } from "../feeds/index.js";
import type { FeedState } from "../status/status.js";
import type { Store } from "../store/index.js";

const hourMs = 3_600_000;

export interface Stream {
  readonly id: number;
  readonly since: number;
  readonly state: FeedState;
  /** Time of the newest event that this feed itself brought; null before the first. */
  readonly lastEventAt: number | null;
}

/** The stream of a feed of a connection; made at first sight. `since` can move its beginning back, never forward. */
export async function openStream(
  store: Store,
  request: { connection: Connection; feed: Feed; since: number | undefined; now: number },
): Promise<Stream> {
  const { connection, feed, since, now } = request;
  const known = await store.control
    .selectFrom("streams")
    .select(["id", "since", "state", "last_event_at"])
    .where("connection_id", "=", connection.id)
    .where("feed", "=", feed.name)
    .executeTakeFirst();
  if (known === undefined) {
    const start = Math.min(since ?? Number.POSITIVE_INFINITY, firstSince(connection));
    const { id } = await store.control
      .insertInto("streams")
      .values({
        connection_id: connection.id,
        feed: feed.name,
        since: start,
        state: "waiting",
        state_since: now,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { id, since: start, state: "waiting", lastEventAt: null };
  }
  const stream: Stream = {
    id: known.id,
    since: known.since,
    state: known.state as FeedState,
    lastEventAt: known.last_event_at,
  };
  if (since === undefined || since >= known.since) return stream;
  await store.control.transaction().execute(async (transaction) => {
    await transaction.updateTable("streams").set({ since }).where("id", "=", known.id).execute();
    // What a list was in the past can't be asked.
    if (feed.reading.kind === "snapshot") return;
    // Chains and listings start over from the new beginning; what is known already is dropped by its id.
    await transaction.deleteFrom("checkpoints").where("stream_id", "=", known.id).execute();
  });
  return { ...stream, since };
}

function firstSince({ createdAt, settings }: Connection): number {
  return Math.floor((createdAt - settings.lookbackHours * hourMs) / 1000) * 1000;
}

export async function setStreamState(
  store: Store,
  request: { id: number; before: FeedState; state: FeedState; reason: string | null; now: number },
): Promise<void> {
  const { id, before, state, reason, now } = request;
  await store.control
    .updateTable("streams")
    .set({ state, reason, last_poll_at: now, ...(state === before ? {} : { state_since: now }) })
    .where("id", "=", id)
    .execute();
}
