import { type Connection, connectionStateOf, recordState, wasTested } from "../connections/index.js";
import type { Store } from "../store/index.js";
import type { FeedState } from "./status.js";

/** Finds out the state of a connection, and writes it down if it is another than the last one. */
export async function noteState(
  store: Store,
  { connection, now }: { connection: Connection; now: number },
): Promise<void> {
  const streams = await store.read
    .selectFrom("streams")
    .select(["feed", "state", "stored", "reason"])
    .where("connection_id", "=", connection.id)
    .execute();
  const { pausedAt, applicationCreatedAt, settings } = connection;
  const { state, reason } = connectionStateOf({
    pausedAt,
    applicationCreatedAt,
    wasTested: await wasTested(store, connection.id),
    feeds: settings.feeds.map((feed) => {
      const stream = streams.find((candidate) => candidate.feed === feed);
      return stream === undefined
        ? { state: "waiting", stored: 0, reason: null }
        : { ...stream, state: stream.state as FeedState };
    }),
    now,
  });
  await recordState(store, { connectionId: connection.id, at: now, state, reason });
}
