import type { ConnectionStore } from "../connections/index.js";
import {
  type FeedFiles,
  listFiles,
  type PendingReplay,
  readFeedLedger,
  readFileTotals,
  readPendingReplays,
} from "../ledger/index.js";
import type { Store } from "../store/index.js";
import { chooseFeeds } from "./choose-feeds.js";
import type { ConnectionLedger, LedgerRequest } from "./engine.js";

/** The ledger of a connection, feed by feed; a feed that was never read has no entry. */
export async function readLedger(
  { store, connections, now }: { store: Store; connections: ConnectionStore; now: () => number },
  name: string,
  { feeds, files: wanted }: LedgerRequest,
): Promise<ConnectionLedger> {
  const connection = await connections.get(name);
  const chosen = chooseFeeds([connection], feeds);
  const streams = await store.read
    .selectFrom("streams")
    .selectAll()
    .where("connection_id", "=", connection.id)
    .execute();
  const ledgers: ConnectionLedger["feeds"][number][] = [];
  const files: FeedFiles[] = [];
  const replays: PendingReplay[] = [];
  for (const feed of chosen) {
    const stream = streams.find((candidate) => candidate.feed === feed);
    if (stream === undefined) continue;
    const ledger = await readFeedLedger(store, { connection, stream, now: now() });
    ledgers.push(ledger);
    replays.push(...(await readPendingReplays(store, { connectionId: connection.id, feed })));
    if (ledger.account.proves !== "positions") continue;
    files.push({
      feed,
      totals: await readFileTotals(store, stream.id),
      files: await listFiles(store, { streamId: stream.id, since: wanted?.since }),
    });
  }
  return { connection: connection.name, feeds: ledgers, files, replays };
}
