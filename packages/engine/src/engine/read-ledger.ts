import type { ConnectionStore } from "../connections/index.js";
import { readFeedLedger } from "../ledger/index.js";
import type { Store } from "../store/index.js";
import { chooseFeeds } from "./choose-feeds.js";
import type { ConnectionLedger } from "./engine.js";

/** The ledger of a connection, feed by feed; a feed that was never read has no entry. */
export async function readLedger(
  { store, connections, now }: { store: Store; connections: ConnectionStore; now: () => number },
  name: string,
  { feeds }: { readonly feeds?: readonly string[] },
): Promise<ConnectionLedger> {
  const connection = await connections.get(name);
  const chosen = chooseFeeds([connection], feeds);
  const streams = await store.read
    .selectFrom("streams")
    .selectAll()
    .where("connection_id", "=", connection.id)
    .execute();
  const ledgers: ConnectionLedger["feeds"][number][] = [];
  for (const feed of chosen) {
    const stream = streams.find((candidate) => candidate.feed === feed);
    if (stream !== undefined) ledgers.push(await readFeedLedger(store, { connection, stream, now: now() }));
  }
  return { connection: connection.name, feeds: ledgers };
}
