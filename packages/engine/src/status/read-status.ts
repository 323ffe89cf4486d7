import type { Selectable } from "kysely";
import { type Connection, connectionStateOf, wasTested } from "../connections/index.js";
import { remindersOf } from "../credentials/index.js";
import { findFeed } from "../feeds/index.js";
import { createLedger, timingOf } from "../ledger/index.js";
import type { Database, Store } from "../store/index.js";
import { accountOfStates, accountOfWindows, emptyAccount, spanText, worst } from "./accounts.js";
import type { ConnectionStatus, FeedState, FeedStatus, LedgerAccount, LedgerGap } from "./status.js";

type StreamRow = Selectable<Database["streams"]>;

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
  return {
    name: connection.name,
    generation: connection.generation,
    baseUrl: connection.baseUrl,
    state,
    stateReason: reason,
    warnings: warningsOf(connection, now),
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
    ledger: emptyAccount("not-read"),
  };
}

async function readFeedStatus(
  store: Store,
  { stream, connection, now }: { stream: StreamRow; connection: Connection; now: number },
): Promise<FeedStatus> {
  const ledger = await readAccount(store, { stream, connection, now });
  const { reason } = stream;
  const account =
    reason === null || ledger.verdict === "provisional" ? ledger : withOpenEnd(ledger, { reason, now });
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
    ledger: account,
  };
}

async function readAccount(
  store: Store,
  { stream, connection, now }: { stream: StreamRow; connection: Connection; now: number },
): Promise<LedgerAccount> {
  const feed = findFeed(stream.feed);
  const { reading } = feed;
  switch (reading.kind) {
    case "windows":
      return accountOfWindows(await createLedger(store, stream.id).windows(), {
        reading,
        since: stream.since,
        sweepAfterMs: timingOf(feed, connection.settings).sweepAfterMs,
        now,
      });
    case "snapshot":
    case "whole":
      return accountOfStates(await createLedger(store, stream.id).windows());
    case "chain":
      return await accountOfPositions(store, { stream, parts: [""] });
    case "listing":
      return await accountOfPositions(store, { stream, parts: reading.parts });
    case "stream":
      // A stream proves nothing: what it brings counts when the feed it belongs to has confirmed it.
      return {
        ...emptyAccount("provisional"),
        proves: "nothing",
        asOf: await readCaughtUp(store, stream.id),
      };
  }
}

async function readCaughtUp(store: Store, streamId: number): Promise<number | null> {
  return (await createLedger(store, streamId).checkpoint(""))?.caughtUpAt ?? null;
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

/** While a feed can't be read, what came since it last could is a gap. */
function withOpenEnd(
  account: LedgerAccount,
  { reason, now }: { reason: string; now: number },
): LedgerAccount {
  const from = account.proves === "positions" ? account.asOf : account.until;
  const what = from === null ? "everything" : spanText({ from, until: now });
  const gaps: LedgerGap[] = [...account.gaps, { what, state: "incomplete", reason }];
  return { ...account, verdict: account.verdict === "not-read" ? "not-read" : worst(gaps), gaps };
}

/** Token chains and listings prove positions; the event time they cover is an estimate. */
async function accountOfPositions(
  store: Store,
  { stream, parts }: { stream: StreamRow; parts: readonly string[] },
): Promise<LedgerAccount> {
  const checkpoints = await store.read
    .selectFrom("checkpoints")
    .select(["part", "caught_up_at"])
    .where("stream_id", "=", stream.id)
    .execute();
  const unfinished = await createLedger(store, stream.id).unfinishedFiles();
  const gaps = unfinished.map(
    ({ name, state, reason }): LedgerGap => ({
      what: name,
      state: state === "lost" ? "lost" : "incomplete",
      reason: reason ?? "its reading was cut off",
    }),
  );
  const caughtUp = new Map(checkpoints.map((row) => [row.part, row.caught_up_at]));
  for (const part of parts) {
    if ((caughtUp.get(part) ?? null) !== null) continue;
    const what = part === "" ? "the chain of files" : `the listing of ${part}`;
    gaps.push({ what, state: "incomplete", reason: "not read to its end yet" });
  }
  const span = await store.read
    .selectFrom("files")
    .select((select) => [
      select.fn.min("first_event_at").as("from"),
      select.fn.max("last_event_at").as("until"),
    ])
    .where("stream_id", "=", stream.id)
    .executeTakeFirst();
  const times = parts.map((part) => caughtUp.get(part) ?? null).filter((time) => time !== null);
  return {
    verdict: checkpoints.length === 0 && unfinished.length === 0 ? "not-read" : worst(gaps),
    from: span?.from ?? null,
    until: span?.until ?? null,
    proves: "positions",
    asOf: times.length === 0 ? null : Math.min(...times),
    sweepsPending: 0,
    gaps,
  };
}
