import { Worker } from "node:worker_threads";
import { PosternError } from "../../errors/index.js";
import type { Commit } from "../commit.js";
import type {
  CommitOutcome,
  Numbered,
  QueryAnswer,
  ThreadAnswer,
  ThreadRequest,
  ThreadSettings,
} from "./protocol.js";

interface Waiting {
  resolve(answer: ThreadAnswer): void;
  reject(error: Error): void;
}

/** The near side of a database thread. */
export interface ThreadClient {
  query(sql: string, parameters: readonly unknown[]): Promise<QueryAnswer>;
  /** One transaction for all; each has its own outcome. */
  commit(commits: readonly Commit[]): Promise<readonly CommitOutcome[]>;
  /** Runs `work` while no other exclusive work runs: a transaction of several queries, or a commit. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** Waits for its turn; the returned function gives the turn to the next. */
  takeTurn(): Promise<() => void>;
  /** Runs statements to their end, whatever they answer. */
  execute(sql: string): Promise<void>;
  /** Copies the whole database to a file, as it stands at one moment. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}

export async function startThread(settings: ThreadSettings): Promise<ThreadClient> {
  const worker = new Worker(new URL("./thread.js", import.meta.url), {
    workerData: settings,
    // What crosses over lives as long as one commit: a small young generation keeps the thread small.
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  });
  const waiting = new Map<number, Waiting>();
  let nextNumber = 1;
  let ended: Error | null = null;

  const end = (error: Error): void => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker.on("message", ({ number, body }: Numbered<ThreadAnswer>) => {
    const entry = waiting.get(number);
    waiting.delete(number);
    if (body.kind === "failed") entry?.reject(new PosternError(body.code, body.message));
    else entry?.resolve(body);
  });
  worker.on("error", (error) => end(new PosternError("store-failed", String(error))));
  worker.on("exit", () => end(new PosternError("store-failed", "The database is closed.")));

  const awaitAnswer = (number: number): Promise<ThreadAnswer> =>
    new Promise((resolve, reject) => {
      if (ended !== null) reject(ended);
      else waiting.set(number, { resolve, reject });
    });
  const ask = (body: ThreadRequest): Promise<ThreadAnswer> => {
    const numbered: Numbered<ThreadRequest> = { number: nextNumber++, body };
    const answer = awaitAnswer(numbered.number);
    if (ended === null) worker.postMessage(numbered);
    return answer;
  };

  let turn: Promise<void> = Promise.resolve();
  const takeTurn = async (): Promise<() => void> => {
    const before = turn;
    let release = (): void => {};
    turn = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  };

  await awaitAnswer(0);
  return {
    async query(sql, parameters) {
      const answer = await ask({ kind: "query", sql, parameters });
      if (answer.kind !== "query") throw unexpected(answer);
      return answer.answer;
    },
    async commit(commits) {
      const answer = await ask({ kind: "commit", commits });
      if (answer.kind !== "commit") throw unexpected(answer);
      return answer.outcomes;
    },
    takeTurn,
    async execute(sql) {
      await ask({ kind: "execute", sql });
    },
    async backup(file) {
      await ask({ kind: "backup", file });
    },
    async exclusively(work) {
      const release = await takeTurn();
      try {
        return await work();
      } finally {
        release();
      }
    },
    async close() {
      if (ended !== null) return;
      const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
      await ask({ kind: "close" });
      await exited;
    },
  };
}

function unexpected(answer: ThreadAnswer): PosternError {
  return new PosternError("internal", `The database thread answered ${answer.kind} out of turn.`);
}
