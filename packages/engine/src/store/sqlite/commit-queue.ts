import { PosternError } from "../../errors/index.js";
import type { Commit, CommitResult } from "../commit.js";
import type { ThreadClient } from "./thread-client.js";

/** Rows that may share a transaction: a few batches, so that none waits long for the others. */
const maxRowsOfGroup = 3000;

interface Waiting {
  readonly commit: Commit;
  readonly resolve: (result: CommitResult) => void;
  readonly reject: (error: unknown) => void;
}

/** Groups the commits that wait while another is under way: many small files cost one wait for the disk together. */
export function createCommitQueue(writer: ThreadClient): (commit: Commit) => Promise<CommitResult> {
  let waiting: Waiting[] = [];
  let isRunning = false;

  const takeGroup = (): Waiting[] => {
    let rows = 0;
    const end = waiting.findIndex(({ commit }) => {
      rows += commit.events?.rows.length ?? 0;
      return rows > maxRowsOfGroup;
    });
    const size = end === -1 ? waiting.length : Math.max(end, 1);
    const group = waiting.slice(0, size);
    waiting = waiting.slice(size);
    return group;
  };
  const commitGroup = async (group: readonly Waiting[]): Promise<void> => {
    try {
      const outcomes = await writer.exclusively(() => writer.commit(group.map(({ commit }) => commit)));
      group.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome?.ok === true) resolve(outcome.result);
        else
          reject(
            new PosternError(outcome?.code ?? "internal", outcome?.message ?? "A commit was forgotten."),
          );
      });
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  };
  const run = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) await commitGroup(takeGroup());
    isRunning = false;
  };

  return (commit) =>
    new Promise((resolve, reject) => {
      waiting.push({ commit, resolve, reject });
      if (!isRunning) void run();
    });
}
