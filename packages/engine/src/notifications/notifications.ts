import type { ConnectionStore } from "../connections/index.js";
import type { EngineListener } from "../engine/events.js";
import { PosternError } from "../errors/index.js";
import type { Store } from "../store/index.js";
import type { Channel } from "./channel.js";
import type { ChannelStore } from "./channels.js";
import { conditionsOf } from "./conditions.js";
import { deliverDue } from "./deliver.js";
import { noteConditions } from "./notices.js";
import { readFacts } from "./read-facts.js";
import { sendMessage } from "./senders/index.js";

export interface Notifications extends Omit<ChannelStore, "openSecret"> {
  /** Sends a message that says it is a test. Throws `notification-failed`. */
  test(name: string): Promise<Channel>;
  /** Finds out what is to be told, and tells it; a running collector does so by itself. */
  look(): Promise<void>;
}

/** Told while there still is time: four times what collecting keeps free. */
const lowBytes = 1_000_000_000;

export function createNotifications(request: {
  readonly store: Store;
  readonly channels: ChannelStore;
  readonly connections: ConnectionStore;
  readonly readFreeBytes: () => Promise<number>;
  readonly now: () => number;
  readonly listener: EngineListener;
}): Notifications {
  const { store, channels, connections, readFreeBytes, now, listener } = request;
  const { openSecret, ...kept } = channels;
  return {
    ...kept,
    async test(name) {
      const channel = await channels.get(name);
      const at = new Date(now()).toISOString();
      const message = {
        kind: "test",
        state: "raised",
        connection: null,
        feed: null,
        summary: "this is a test: notices of this data directory arrive here.",
        mend: null,
        since: at,
        at,
      } as const;
      try {
        await sendMessage(channel, { secret: await openSecret(channel.id), message, now: now() });
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        throw new PosternError("notification-failed", `${name} did not take the message: ${detail}.`);
      }
      return channel;
    },
    async look() {
      const freeBytes = await readFreeBytes().catch(() => Number.POSITIVE_INFINITY);
      const facts = await readFacts(store, {
        connections: await connections.list(),
        now: now(),
        freeBytes,
        lowBytes,
      });
      const conditions = conditionsOf(facts);
      await noteConditions(store, { conditions, channels: await channels.list(), now: now(), listener });
      await deliverDue({ store, channels, now, listener });
    },
  };
}
