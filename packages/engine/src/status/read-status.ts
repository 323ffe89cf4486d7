import { collectingSign, principalOf } from "../collector/principal.js";
import { type Connection, connectionStateOf, wasTested } from "../connections/index.js";
import { remindersOf } from "../credentials/index.js";
import { readFeedLedger, type StreamRow } from "../ledger/index.js";
import type { Store } from "../store/index.js";
import { egressOf, listOwnAddresses, readAddresses, readBudgets } from "../usage/index.js";
import type { ConnectionStatus, FeedState, FeedStatus, LedgerAccount } from "./status.js";

const dayMs = 86_400_000;

const notReadYet: LedgerAccount = {
  verdict: "not-read",
  proves: "spans",
  from: null,
  until: null,
  asOf: null,
  sweepsPending: 0,
  gaps: [],
};

/** Computed from what arrived and what the ledger holds, never from what is configured. */
export async function readConnectionStatus(
  store: Store,
  { connection, now }: { connection: Connection; now: number },
): Promise<ConnectionStatus> {
  const streams = await store.read
    .selectFrom("streams")
    .selectAll()
    .where("connection_id", "=", connection.id)
    .execute();
  const feeds: FeedStatus[] = [];
  for (const feed of connection.settings.feeds) {
    const stream = streams.find((candidate) => candidate.feed === feed);
    feeds.push(
      stream === undefined
        ? notRead(feed, connection)
        : await readFeedStatus(store, { stream, connection, now }),
    );
  }
  const { pausedAt, applicationCreatedAt } = connection;
  const { state, reason } = connectionStateOf({
    pausedAt,
    applicationCreatedAt,
    wasTested: await wasTested(store, connection.id),
    feeds,
    now,
  });
  const addresses = await readAddresses(store, connection.id);
  return {
    name: connection.name,
    generation: connection.generation,
    baseUrl: connection.baseUrl,
    state,
    stateReason: reason,
    warnings: warningsOf(connection, now),
    isCollected: await isCollected(store, { connection, now }),
    budgets: await readBudgets(store, { connection, now }),
    addresses,
    egress: addresses === null ? null : egressOf(addresses, listOwnAddresses()),
    feeds,
  };
}

function warningsOf(
  { credential, actingCredential, proxyCredential, settings }: Connection,
  now: number,
): string[] {
  const credentials = [credential, actingCredential, proxyCredential].filter((one) => one !== null);
  const warnings = remindersOf(credentials, now).map(({ message }) => message);
  if (settings.network.verifyCertificates === false) {
    warnings.push(
      "Certificates are not checked: anybody on the way can read and change what is sent. Give a CA instead.",
    );
  }
  return warnings;
}

function notRead(feed: string, connection: Connection): FeedStatus {
  return {
    feed,
    state: "waiting",
    reason: "Not read yet: run `postern collect` or `postern run`.",
    stateSince: connection.createdAt,
    stored: 0,
    provisional: 0,
    duplicates: 0,
    quarantined: 0,
    lastEventAt: null,
    lastArrivalAt: null,
    lastPollAt: null,
    nextPollAt: null,
    lagMs: null,
    eventsToday: 0,
    incomplete: 0,
    ledger: notReadYet,
  };
}

async function readFeedStatus(
  store: Store,
  { stream, connection, now }: { stream: StreamRow; connection: Connection; now: number },
): Promise<FeedStatus> {
  const { account } = await readFeedLedger(store, { connection, stream, now });
  return {
    feed: stream.feed,
    state: stream.state as FeedState,
    reason: stream.reason,
    stateSince: stream.state_since,
    stored: stream.stored,
    provisional: await countProvisional(store, stream.id),
    duplicates: stream.duplicates,
    quarantined: stream.quarantined,
    lastEventAt: stream.last_event_at,
    lastArrivalAt: stream.last_arrival_at,
    lastPollAt: stream.last_poll_at,
    nextPollAt: stream.next_poll_at,
    lagMs: lagOf(account, { stream, now }),
    eventsToday: await countToday(store, { streamId: stream.id, now }),
    incomplete: account.gaps.filter(({ state }) => state === "incomplete").length,
    ledger: account,
  };
}

/** How old the newest is that can have been read: of a span proved, its end; else the newest event. */
function lagOf(
  { proves, until, asOf }: LedgerAccount,
  { stream, now }: { stream: StreamRow; now: number },
): number | null {
  const reached = proves === "nothing" ? stream.last_event_at : proves === "states" ? asOf : until;
  return reached === null ? null : Math.max(0, now - reached);
}

async function countToday(
  store: Store,
  { streamId, now }: { streamId: number; now: number },
): Promise<number> {
  const { events } = await store.read
    .selectFrom("rollups")
    .select((select) => select.fn.sum<number | null>("events").as("events"))
    .where("stream_id", "=", streamId)
    .where("hour", ">=", Math.floor(now / dayMs) * dayMs)
    .executeTakeFirstOrThrow();
  return events ?? 0;
}

async function isCollected(
  store: Store,
  { connection, now }: { connection: Connection; now: number },
): Promise<boolean> {
  if (connection.pausedAt !== null) return false;
  const lease = await store.read
    .selectFrom("leases")
    .select("expires_at")
    .where("principal", "in", [
      principalOf(connection),
      collectingSign(null),
      collectingSign(connection.name),
    ])
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return lease !== undefined;
}

async function countProvisional(store: Store, streamId: number): Promise<number> {
  const { count } = await store.read
    .selectFrom("natural_keys")
    .select((select) => select.fn.countAll<number>().as("count"))
    .where("stream_id", "=", streamId)
    .where("provisional", "=", 1)
    .executeTakeFirstOrThrow();
  return count;
}
