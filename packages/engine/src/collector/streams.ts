import type { ExpressionBuilder } from "kysely";
import type { Connection } from "../connections/index.js";
import type { FeedResult } from "../engine/engine.js";
import { toPosternError } from "../errors/index.js";
import { type Feed, findFeed } from "../feeds/index.js";
import { keepDaysOf, keptSinceOf } from "../retention/index.js";
import type { FeedState } from "../status/status.js";
import type { Database, LeaseToken, PollEntry, Store } from "../store/index.js";

const hourMs = 3_600_000;

export interface Stream {
  readonly id: number;
  readonly since: number;
  readonly state: FeedState;
  readonly stateSince: number;
  /** Time of the newest event that this feed itself brought; null before the first. */
  readonly lastEventAt: number | null;
}

/**
 * The stream of a feed of a connection; made at first sight. `since`, and a lookback that was made longer, can move its
 * beginning back, never forward.
 */
export async function openStream(
  store: Store,
  request: { connection: Connection; feed: Feed; since: number | undefined; now: number },
): Promise<Stream> {
  const { connection, feed, now } = request;
  const since = request.since ?? Number.POSITIVE_INFINITY;
  const known = await store.read
    .selectFrom("streams")
    .select(["id", "since", "state", "state_since", "last_event_at", "kept_since"])
    .where("connection_id", "=", connection.id)
    .where("feed", "=", feed.name)
    .executeTakeFirst();
  if (known === undefined) {
    const keepFrom = keptSinceOf(keepDaysOf(connection.settings, feed.name), now);
    const start = Math.max(
      Math.min(since, firstSince(connection, feed)),
      keepFrom ?? Number.NEGATIVE_INFINITY,
    );
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
    return { id, since: start, state: "waiting", stateSince: now, lastEventAt: null };
  }
  const stream: Stream = {
    id: known.id,
    since: known.since,
    state: known.state as FeedState,
    stateSince: known.state_since,
    lastEventAt: known.last_event_at,
  };
  const wanted = Math.min(since, lookedBackTo(connection, { feed, keptSince: known.kept_since, now }));
  if (wanted >= known.since) return stream;
  await store.control.transaction().execute(async (transaction) => {
    await transaction.updateTable("streams").set({ since: wanted }).where("id", "=", known.id).execute();
    // What a list was in the past can't be asked.
    if (feed.reading.kind === "snapshot") return;
    // Chains and listings start over from the new beginning; what is known already is dropped by its id.
    await transaction.deleteFrom("checkpoints").where("stream_id", "=", known.id).execute();
  });
  return { ...stream, since: wanted };
}

/** Where the reading of a feed begins, and where it will from the next poll on. */
export interface Beginning {
  readonly feed: string;
  /** Null: nothing was read yet. */
  readonly since: number | null;
  readonly next: number;
  /** A list's past can't be asked, however long the lookback. */
  readonly hasPast: boolean;
}

export async function readBeginnings(
  store: Store,
  { connection, now }: { connection: Connection; now: number },
): Promise<Beginning[]> {
  const rows = await store.read
    .selectFrom("streams")
    .select(["feed", "since", "kept_since"])
    .where("connection_id", "=", connection.id)
    .execute();
  return connection.settings.feeds.map(findFeed).map((feed) => {
    const row = rows.find((candidate) => candidate.feed === feed.name);
    const keptSince = row?.kept_since ?? null;
    const since = row?.since ?? null;
    const next = Math.min(
      since ?? Number.POSITIVE_INFINITY,
      lookedBackTo(connection, { feed, keptSince, now }),
    );
    return { feed: feed.name, since, next, hasPast: feed.reading.kind !== "snapshot" };
  });
}

/** As far as the lookback reaches from the making of the connection, but to nothing that retention takes away. */
function lookedBackTo(
  connection: Connection,
  { feed, keptSince, now }: { feed: Feed; keptSince: number | null; now: number },
): number {
  const never = Number.NEGATIVE_INFINITY;
  const willBeKept = keptSinceOf(keepDaysOf(connection.settings, feed.name), now) ?? never;
  return Math.max(firstSince(connection, feed), willBeKept, keptSince ?? never);
}

function firstSince({ createdAt, settings }: Connection, { name }: Feed): number {
  const lookbackHours = settings.feedSettings[name]?.lookbackHours ?? settings.lookbackHours;
  return Math.floor((createdAt - lookbackHours * hourMs) / 1000) * 1000;
}

/** Writes down how a poll ended, unless somebody else works for the principal by now. */
export async function notePoll(
  store: Store,
  request: { readonly id: number; readonly lease: LeaseToken; readonly poll: PollEntry },
): Promise<void> {
  const { id, lease, poll } = request;
  try {
    await store.commit({ streamId: id, lease, at: poll.polledAt, poll });
  } catch (error) {
    if (toPosternError(error).code !== "lease-lost") throw error;
  }
}

/** A refused credential is refused for all its feeds: none of them needs a call of its own to find out. */
export async function refuseOthers(
  store: Store,
  request: {
    readonly connection: Connection;
    readonly lease: LeaseToken;
    readonly result: Pick<FeedResult, "code" | "reason">;
    readonly now: number;
  },
): Promise<void> {
  const { connection, lease, result, now } = request;
  const { code, reason } = result;
  await store.control
    .updateTable("streams")
    .set({ state: "credentials-refused", state_since: now, code, reason, next_poll_at: null })
    .where("connection_id", "=", connection.id)
    .where("feed", "in", [...connection.settings.feeds])
    .where("state", "<>", "credentials-refused")
    .where(isHeld(lease))
    .execute();
}

function isHeld({ principal, token }: LeaseToken) {
  return ({ exists, selectFrom }: ExpressionBuilder<Database, "streams">) =>
    exists(
      selectFrom("leases").select("token").where("principal", "=", principal).where("token", "=", token),
    );
}
