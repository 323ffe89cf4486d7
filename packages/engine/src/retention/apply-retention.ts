import { parseSettings } from "../connections/settings.js";
import type { Store } from "../store/index.js";
import { keepDaysOf, keptSinceOf } from "./plan-retention.js";
import { readTrustedNow } from "./trusted-clock.js";

/** Rows of one transaction and pages of one step: measured in docs/decisions/0001-store.md. */
const rowsAtOnce = 2000;
const pagesAtOnce = 1000;
/** What was in quarantine and is settled is looked up for a while, and then only in the way. */
const keepSettledMs = 90 * 86_400_000;

export interface TakenAway {
  readonly events: number;
  /** Pages of the file that were given back to the disk. */
  readonly pages: number;
  /** The time it was reckoned from, where our clock is further than any vendor vouches for; null: our own. */
  readonly asOf: number | null;
}

/**
 * Takes away what is older than its feed is kept, and gives the space back. In small transactions that wait for their
 * turn among the commits, so that collecting goes on. Rollups and the ledger stay. Ends early at the signal. Ours is the
 * clock only as far as a vendor's vouches for it.
 */
export async function applyRetention(
  store: Store,
  { now: ours, signal }: { readonly now: number; readonly signal: AbortSignal },
): Promise<TakenAway> {
  const now = await readTrustedNow(store, ours);
  let events = 0;
  for (const { id, keptSince } of await planRetention(store, now)) {
    // First the mark, then the events: what is taken away half is known as taken away.
    await store.control.updateTable("streams").set({ kept_since: keptSince }).where("id", "=", id).execute();
    for (let taken = rowsAtOnce; taken === rowsAtOnce && !signal.aborted; events += taken) {
      taken = await takeSome(store, { id, keptSince });
    }
  }
  await store.control
    .deleteFrom("quarantine")
    .where("settled_at", "<", now - keepSettledMs)
    .execute();
  const pages = await giveBackSpace(store, signal);
  return { events, pages, asOf: now === ours ? null : now };
}

/** Gives the free pages of the file back to the disk, step by step. Returns how many. */
export async function giveBackSpace(store: Store, signal: AbortSignal): Promise<number> {
  const { freePages: before } = await store.upkeep.measure();
  let left = before;
  while (left > 0 && !signal.aborted) {
    const { freePages } = await store.upkeep.giveBack(pagesAtOnce);
    if (freePages >= left) break;
    left = freePages;
  }
  return before - left;
}

async function planRetention(store: Store, now: number): Promise<{ id: number; keptSince: number }[]> {
  const rows = await store.read
    .selectFrom("streams")
    .select(["id", "feed", "kept_since", "connection_id"])
    .execute();
  const connections = await store.read
    .selectFrom("connections")
    .select(["id", "settings", "generation"])
    .execute();
  // Once a connection, and not for each of its feeds.
  const settingsOf = new Map(
    connections.map(({ id, settings, generation }) => [
      id,
      parseSettings(settings, generation === "1.0" ? "1.0" : "2.0"),
    ]),
  );
  return rows.flatMap((row) => {
    const settings = settingsOf.get(row.connection_id);
    const keptSince = settings === undefined ? null : keptSinceOf(keepDaysOf(settings, row.feed), now);
    if (keptSince === null) return [];
    // Kept longer from now on, or a clock that was ahead: what is gone stays gone.
    return [{ id: row.id, keptSince: Math.max(keptSince, row.kept_since ?? keptSince) }];
  });
}

async function takeSome(store: Store, { id, keptSince }: { id: number; keptSince: number }): Promise<number> {
  const oldest = store.control
    .selectFrom("events")
    .select("seq")
    .where("stream_id", "=", id)
    .where("time", "<", keptSince)
    .orderBy("time")
    .limit(rowsAtOnce);
  const { numDeletedRows } = await store.control
    .deleteFrom("events")
    .where("seq", "in", oldest)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
