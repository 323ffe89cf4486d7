import { type Feed, findFeed } from "../feeds/index.js";
import { keepNaturalKeysMs, type Store } from "../store/index.js";

const rowsAtOnce = 2000;

/** Whether a feed's events have to be matched with those of its stream: while that is chosen, and as long as it shows. */
export async function needsNaturalKeys(
  store: Store,
  { feeds, feed, streamId }: { feeds: readonly string[]; feed: Feed; streamId: number },
): Promise<boolean> {
  const isStreamed = feeds.some((name) => {
    const { reading } = findFeed(name);
    return reading.kind === "stream" && reading.confirmedBy === feed.name;
  });
  if (isStreamed) return true;
  if (feed.naturalKey === undefined) return false;
  const left = await store.read
    .selectFrom("natural_keys")
    .select("seq")
    .where("stream_id", "=", streamId)
    .limit(1)
    .executeTakeFirst();
  return left !== undefined;
}

/**
 * Forgets the keys of events that no way can bring any more. Provisional events wait for as long as the tenant keeps
 * the files that would confirm them.
 */
export async function pruneNaturalKeys(
  store: Store,
  { streamId, retentionMs, now }: { streamId: number; retentionMs: number | null; now: number },
): Promise<void> {
  await forget(store, { streamId, provisional: 0, before: now - keepNaturalKeysMs });
  if (retentionMs !== null) {
    await forget(store, { streamId, provisional: 1, before: now - retentionMs - keepNaturalKeysMs });
  }
}

async function forget(
  store: Store,
  { streamId, provisional, before }: { streamId: number; provisional: 0 | 1; before: number },
): Promise<void> {
  for (;;) {
    const old = store.control
      .selectFrom("natural_keys")
      .select("seq")
      .where("stream_id", "=", streamId)
      .where("provisional", "=", provisional)
      .where("time", "<", before)
      .limit(rowsAtOnce);
    const { numDeletedRows } = await store.control
      .deleteFrom("natural_keys")
      .where("stream_id", "=", streamId)
      .where("provisional", "=", provisional)
      .where("time", "<", before)
      .where("seq", "in", old)
      .executeTakeFirstOrThrow();
    if (Number(numDeletedRows) < rowsAtOnce) return;
  }
}
