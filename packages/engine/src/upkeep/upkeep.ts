import { statfs } from "node:fs/promises";
import { type Actor, createActing, createRecorder, type Recorder } from "../audit/index.js";
import { applyRetention, giveBackSpace, type TakenAway } from "../retention/index.js";
import { type RestoredStore, restoreSqliteStore, type Store, type StoreSize } from "../store/index.js";
import { checkStore, type StoreCheck } from "./check-store.js";
import { readInfo, type StoreInfo } from "./read-info.js";

/** The store over the years. All but `restore` work beside a running collector. */
export interface Upkeep {
  info(): Promise<StoreInfo>;
  /** Reads all of it and holds its parts against each other. Changes nothing. */
  check(): AsyncGenerator<StoreCheck>;
  /** Copies it to a new file, as it stands at one moment; returns its bytes. Throws `bad-usage`. */
  backup(file: string): Promise<number>;
  /** Gives what is free inside back to the disk. */
  compact(signal?: AbortSignal): Promise<{ readonly before: StoreSize; readonly after: StoreSize }>;
  /** Takes away what is older than its feed is kept, as a running collector does every hour. */
  applyRetention(signal?: AbortSignal): Promise<TakenAway>;
}

export function createUpkeep(request: {
  readonly store: Store;
  readonly home: string;
  readonly now: () => number;
  readonly record: Recorder;
}): Upkeep {
  const { store, home, now, record } = request;
  const never = new AbortController().signal;
  return {
    info: () => readInfo(store, () => readFreeBytes(home)),
    check: () => checkStore(store),
    backup: store.upkeep.backup,
    async compact(signal = never) {
      const before = await store.upkeep.measure();
      await giveBackSpace(store, signal);
      await store.upkeep.tidy();
      return { before, after: await store.upkeep.measure() };
    },
    async applyRetention(signal = never) {
      const taken = await applyRetention(store, { now: now(), signal });
      const deed = {
        kind: "retention.applied",
        connection: null,
        subject: "store",
        body: { ...taken },
      } as const;
      await store.control.transaction().execute((transaction) => record(transaction, deed));
      return taken;
    },
  };
}

export async function readFreeBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

/**
 * Puts a backup in the place of the store; what was there is moved aside. The vault's key is not in it. The audit log
 * goes on from the backup's, and says so, with the head of the one that was moved aside.
 * Throws `bad-usage`, `store-too-new`, `store-in-use`, `store-newer`.
 */
export async function restoreStore(request: {
  readonly home: string;
  readonly file: string;
  readonly now?: number;
  readonly actor?: Actor;
}): Promise<RestoredStore> {
  const { now = Date.now(), actor, ...where } = request;
  const record = createRecorder({ acting: createActing(actor), now: () => now });
  return await restoreSqliteStore({
    ...where,
    now,
    note: (database, body) =>
      database.transaction().execute((transaction) =>
        record(transaction, {
          kind: "store.restored",
          connection: null,
          subject: "store",
          body: { ...body },
        }),
      ),
  });
}
