import { findFeed } from "../feeds/index.js";
import { readIntents, readProgress } from "../intents/index.js";
import type { Store } from "../store/index.js";
import { createMemoryLedger } from "./memory-ledger.js";

/** A replay that was asked for and is not done. Times are milliseconds since the epoch. */
export interface PendingReplay {
  readonly feed: string;
  readonly from: number;
  readonly until: number;
  readonly askedAt: number;
  /** Share of the span that was read again, 0 to 1; null: positions are read, and nobody can tell. */
  readonly share: number | null;
}

export async function readPendingReplays(
  store: Store,
  { connectionId, feed }: { connectionId: string; feed: string },
): Promise<PendingReplay[]> {
  const { reading } = findFeed(feed);
  const parts = reading.kind === "windows" ? (reading.parts?.length ?? 1) : null;
  const replays: PendingReplay[] = [];
  for (const { id, from, until, askedAt } of await readIntents(store, {
    kind: "replay",
    connectionId,
    feed,
  })) {
    const windows = await createMemoryLedger(await readProgress(store, id)).windows();
    const readMs = windows.reduce((sum, window) => sum + window.until - window.from, 0);
    const share = parts === null ? null : Math.min(1, readMs / (parts * (until - from)));
    replays.push({ feed, from, until, askedAt, share });
  }
  return replays;
}
