import type { EngineListener } from "../engine/events.js";
import type { Store } from "../store/index.js";
import type { ChannelStore } from "./channels.js";
import type { NoticeMessage } from "./notice.js";
import { sendMessage } from "./senders/index.js";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Longer than a message takes: whoever took it in hand and died leaves it to the next after this. */
const inHandMs = 2 * minuteMs;
const longestPauseMs = hourMs;
/** What could not be told for so long is given up. */
const giveUpAfterMs = 24 * hourMs;

/** Sends what is due; what is not taken is tried again with growing pauses, for a day. */
export async function deliverDue(request: {
  readonly store: Store;
  readonly channels: ChannelStore;
  readonly now: () => number;
  readonly listener: EngineListener;
}): Promise<void> {
  const { store, channels, now, listener } = request;
  const due = await store.read
    .selectFrom("deliveries")
    .selectAll()
    .where("due_at", "<=", now())
    .orderBy("id")
    .limit(100)
    .execute();
  if (due.length === 0) return;
  const known = new Map((await channels.list()).map((channel) => [channel.id, channel]));
  for (const { id, channel_id: channelId, message, made_at: madeAt, due_at: dueAt, attempts } of due) {
    const channel = known.get(channelId);
    if (channel === undefined) continue;
    // Of two processes, one takes it in hand.
    const { numUpdatedRows } = await store.control
      .updateTable("deliveries")
      .set({ due_at: now() + inHandMs, attempts: attempts + 1 })
      .where("id", "=", id)
      .where("due_at", "=", dueAt)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) continue;
    try {
      // Written by noteConditions alone: a decoder's cast.
      const parsed = JSON.parse(message) as NoticeMessage;
      await sendMessage(channel, {
        secret: await channels.openSecret(channelId),
        message: parsed,
        now: now(),
      });
      await store.control.deleteFrom("deliveries").where("id", "=", id).execute();
      listener("notification.sent", { channel: channel.name });
    } catch (error) {
      const isGivenUp = now() - madeAt > giveUpAfterMs;
      const detail = error instanceof Error ? error.message : String(error);
      listener("notification.failed", { channel: channel.name, detail, isGivenUp });
      if (isGivenUp) await store.control.deleteFrom("deliveries").where("id", "=", id).execute();
      else await putOff(store, { id, until: now() + Math.min(longestPauseMs, 2 ** attempts * minuteMs) });
    }
  }
}

async function putOff(store: Store, { id, until }: { id: number; until: number }): Promise<void> {
  await store.control.updateTable("deliveries").set({ due_at: until }).where("id", "=", id).execute();
}
