import type { MimecastClient } from "@postern/mimecast";
import type { Connection } from "../../connections/index.js";
import { PosternError } from "../../errors/index.js";
import type { Store } from "../../store/index.js";
import type { BoundTarget, BoundWriting, View } from "../model/bind.js";
import { findMove } from "../planning/tenant-address.js";
import { findWriting } from "../registry.js";
import type { RunStore, StoredRun } from "./run-store.js";
import { settle } from "./settle.js";
import { createTenantLog } from "./tenant-log.js";

/** The tenant as it is now, as far as some targets of an action go. */
export type LookAt = (
  at: { readonly client: MimecastClient; readonly connection: Connection; readonly action: BoundWriting },
  targets: readonly BoundTarget[],
) => Promise<View>;

interface SettlerDependencies {
  readonly store: Store;
  readonly runs: RunStore;
  readonly now: () => number;
  readonly holder: string;
  readonly isDead: (holder: string) => boolean;
  readonly getConnection: (name: string) => Promise<Connection>;
  readonly withClient: <T>(
    connection: Connection,
    work: (client: MimecastClient) => Promise<T>,
  ) => Promise<T>;
  readonly lookAt: LookAt;
}

/** Gives an outcome to runs of processes that died between intent and outcome, and to runs whose reading back failed. */
export function createSettler(dependencies: SettlerDependencies): {
  /** All that it is time for. A connection that can't be read holds up no listing more than once. */
  due(): Promise<void>;
  /** One run, read again where that can tell anything; as it stands then. Throws `unknown-run`. */
  one(runId: string): Promise<StoredRun>;
} {
  const { store, runs, now, holder, isDead, getConnection, withClient, lookAt } = dependencies;
  const tenantLog = createTenantLog({ store, runs, now });

  const isOurs = (run: StoredRun) =>
    run.state !== "settled" && (run.holder === holder || !isDead(run.holder));

  const settleOne = async (run: StoredRun): Promise<StoredRun> => {
    const action = findWriting(run.action);
    const undone = run.undoes === null ? null : await runs.get(run.undoes);
    const look = async (targets: readonly BoundTarget[]): Promise<View> => {
      const connection = await getConnection(run.connection);
      const moved = findMove(run, connection);
      if (moved !== null) throw new PosternError("plan-refused", moved);
      return await withClient(connection, (client) => lookAt({ client, connection, action }, targets));
    };
    return await settle({ run, undone, action, look, runs, now });
  };

  /** As it stands where another process was quicker. */
  const settleHere = async (run: StoredRun): Promise<StoredRun> => {
    try {
      return await settleOne(run);
    } catch (thrown) {
      if (thrown instanceof PosternError && thrown.code === "already-running") return await runs.get(run.id);
      throw thrown;
    }
  };

  return {
    async due() {
      const silent = new Set<string>();
      for (const run of await runs.listUnsettled(now())) {
        if (isOurs(run) || (run.state === "settled" && silent.has(run.connection))) continue;
        const { readAgainAt } = await settleHere(run);
        if (readAgainAt !== null) silent.add(run.connection);
      }
      await tenantLog.hear();
    },
    async one(runId) {
      // Whether it was taken back is what its undo came to.
      for (const undo of await runs.listUnsettled(now())) {
        if (undo.undoes === runId && !isOurs(undo)) await settleHere(undo);
      }
      await tenantLog.hear();
      const run = await runs.get(runId);
      const isToRead = run.state !== "settled" || run.readAgainAt !== null;
      return isToRead && !isOurs(run) ? await settleHere(run) : run;
    },
  };
}
