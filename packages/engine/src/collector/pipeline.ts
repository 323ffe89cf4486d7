import type { BatchBuilder } from "./batch.js";
import type { CommitWriter, Progress } from "./context.js";

/**
 * Decodes the next batch while the last one is being committed. One commit is under way at a time, and a failed
 * one surfaces before the next is sent: progress never overtakes data.
 */
export interface CommitPipeline {
  /** Commits what the builder holds, if it is full. */
  push(progress: () => Omit<Progress, "batch">): Promise<void>;
  /** Commits what is left, with the progress that closes the window or file. */
  finish(progress: Omit<Progress, "batch">): Promise<void>;
  /** Waits for the commit under way, so that none outlives a failed read. */
  settle(): Promise<void>;
}

export function createCommitPipeline(builder: BatchBuilder, commit: CommitWriter): CommitPipeline {
  let underWay: Promise<unknown> = Promise.resolve();
  const send = async (progress: Progress): Promise<void> => {
    await underWay;
    underWay = commit(progress);
    // Seen at the next send; marked as handled so that it is no unhandled rejection until then.
    underWay.catch(() => {});
  };
  return {
    async push(progress) {
      if (builder.isFull) await send({ ...progress(), batch: builder.take() });
    },
    async finish(progress) {
      await send({ ...progress, batch: builder.take() });
      await underWay;
    },
    async settle() {
      await underWay.catch(() => {});
    },
  };
}
