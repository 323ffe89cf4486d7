import type { Selectable } from "kysely";
import { sweepAfterMs } from "../collector/read-windows.js";
import { type Connection, connectionStateOf, wasTested } from "../connections/index.js";
import { remindersOf } from "../credentials/index.js";
import { findFeed } from "../feeds/index.js";
import { createLedger, isSweepDue } from "../ledger/index.js";
import type { Database, Store, WindowEntry } from "../store/index.js";
import type {
  ConnectionStatus,
  FeedState,
  FeedStatus,
  LedgerAccount,
  LedgerGap,
  LedgerVerdict,
} from "./status.js";

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
      stream === undefined ? notRead(feed, connection) : await readFeedStatus(store, { stream, now }),
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
  { stream, now }: { stream: StreamRow; now: number },
): Promise<FeedStatus> {
  const ledger = await readAccount(store, { stream, now });
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
  { stream, now }: { stream: StreamRow; now: number },
): Promise<LedgerAccount> {
  const { reading } = findFeed(stream.feed);
  switch (reading.kind) {
    case "windows":
      return accountOfWindows(await createLedger(store, stream.id).windows(), { since: stream.since, now });
    case "snapshot":
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

/** Windows prove spans of event time. Pure. */
function accountOfWindows(
  entries: readonly WindowEntry[],
  { since, now }: { since: number; now: number },
): LedgerAccount {
  const last = entries.at(-1);
  if (last === undefined) return emptyAccount("not-read");
  const gaps: LedgerGap[] = [];
  let reached = since;
  for (const entry of entries) {
    if (entry.from > reached) gaps.push(gapOf({ from: reached, until: entry.from }, "not read yet"));
    reached = Math.max(reached, entry.until);
    gaps.push(...toGap(entry));
  }
  const complete = entries.filter(({ state }) => state === "complete");
  return {
    verdict: worst(gaps),
    from: since,
    until: last.until,
    proves: "spans",
    asOf: complete.length === 0 ? null : Math.min(...complete.map(({ asOf }) => asOf)),
    sweepsPending: complete.filter((entry) =>
      sweepAfterMs.some(
        (after) => entry.asOf < entry.until + after && !isSweepDue(entry, { now, sweepAfterMs: [after] }),
      ),
    ).length,
    gaps,
  };
}

/** Polls of lists prove what these held at the time; of a span without a poll nothing is known. Pure. */
function accountOfStates(entries: readonly WindowEntry[]): LedgerAccount {
  const first = entries.at(0);
  const last = entries.at(-1);
  if (first === undefined || last === undefined) return emptyAccount("not-read");
  const gaps = entries.flatMap(toGap);
  return {
    verdict: worst(gaps),
    proves: "states",
    from: first.from,
    until: last.asOf,
    asOf: last.asOf,
    sweepsPending: 0,
    gaps,
  };
}

function toGap(entry: WindowEntry): LedgerGap[] {
  const { state, reason } = entry;
  return state === "complete"
    ? []
    : [{ what: spanText(entry), state, reason: reason ?? "no reason recorded" }];
}

function gapOf(span: { from: number; until: number }, reason: string): LedgerGap {
  return { what: spanText(span), state: "incomplete", reason };
}

function spanText({ from, until }: { from: number; until: number }): string {
  return `${new Date(from).toISOString()} to ${new Date(until).toISOString()}`;
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

function worst(gaps: readonly LedgerGap[]): LedgerVerdict {
  for (const state of ["incomplete", "lost", "unprovable"] as const) {
    if (gaps.some((gap) => gap.state === state)) return state;
  }
  return "complete";
}

function emptyAccount(verdict: LedgerVerdict): LedgerAccount {
  return { verdict, proves: "spans", from: null, until: null, asOf: null, sweepsPending: 0, gaps: [] };
}
