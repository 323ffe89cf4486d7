import type { Transaction } from "kysely";
import type { EngineListener } from "../engine/events.js";
import type { Database, Store } from "../store/index.js";
import type { Channel } from "./channel.js";
import type { Condition, NoticeMessage } from "./notice.js";
import { quietUntil } from "./quiet-hours.js";

/**
 * Holds what is so against what was told, and puts what is new and what is over into the queue of every channel; all
 * in one transaction, so that two processes and a restart tell everything once.
 */
export async function noteConditions(
  store: Store,
  request: {
    readonly conditions: readonly Condition[];
    readonly channels: readonly Channel[];
    readonly now: number;
    readonly listener: EngineListener;
  },
): Promise<void> {
  const { channels, now, listener } = request;
  const conditions = new Map(request.conditions.map((condition) => [condition.key, condition]));
  const known = await store.read.selectFrom("notices").select("key").execute();
  const isSame = known.length === conditions.size && known.every(({ key }) => conditions.has(key));
  if (isSame) return;
  const told = await store.control.transaction().execute(async (transaction) => {
    const messages: NoticeMessage[] = [];
    const open = await transaction.selectFrom("notices").selectAll().execute();
    for (const condition of conditions.values()) {
      if (open.some(({ key }) => key === condition.key)) continue;
      const row = { key: condition.key, body: JSON.stringify(condition), since: now };
      await transaction.insertInto("notices").values(row).execute();
      if (condition.isQuiet) continue;
      const message = messageOf(condition, { state: "raised", since: now, now });
      messages.push(message);
      await enqueue(transaction, { key: condition.key, message, channels, now });
    }
    for (const { key, body, since } of open) {
      if (conditions.has(key)) continue;
      await transaction.deleteFrom("notices").where("key", "=", key).execute();
      // Written above alone: a decoder's cast.
      const condition = JSON.parse(body) as Condition;
      if (condition.recovery === null) continue;
      const message = messageOf(condition, { state: "recovered", since, now });
      messages.push(message);
      const unaware = await dropUntold(transaction, key);
      const aware = channels.filter(({ id }) => !unaware.has(id));
      await enqueue(transaction, { key, message, channels: aware, now });
    }
    return messages;
  });
  for (const { kind, connection, summary, state } of told) {
    listener(state === "raised" ? "notice.raised" : "notice.recovered", {
      kind,
      connection,
      detail: summary,
    });
  }
}

/** What was not told yet and is over needs no telling. Returns the channels that never heard of it. */
async function dropUntold(transaction: Transaction<Database>, key: string): Promise<Set<string>> {
  const rows = await transaction
    .deleteFrom("deliveries")
    .where("key", "=", key)
    .returning("channel_id")
    .execute();
  return new Set(rows.map(({ channel_id: id }) => id));
}

async function enqueue(
  transaction: Transaction<Database>,
  request: { key: string; message: NoticeMessage; channels: readonly Channel[]; now: number },
): Promise<void> {
  const { key, message, channels, now } = request;
  for (const { id, only, quiet } of channels) {
    if (only !== null && !only.some((kind) => kind === message.kind)) continue;
    await transaction
      .insertInto("deliveries")
      .values({
        channel_id: id,
        key,
        message: JSON.stringify(message),
        made_at: now,
        due_at: quietUntil(quiet, now),
        attempts: 0,
      })
      .execute();
  }
}

function messageOf(
  { kind, connection, feed, summary, mend, recovery }: Condition,
  { state, since, now }: { state: NoticeMessage["state"]; since: number; now: number },
): NoticeMessage {
  return {
    kind,
    state,
    connection,
    feed,
    summary: state === "raised" ? summary : (recovery ?? summary),
    mend: state === "raised" ? mend : null,
    since: new Date(since).toISOString(),
    at: new Date(now).toISOString(),
  };
}
