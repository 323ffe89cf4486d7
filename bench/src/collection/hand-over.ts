import { Worker } from "node:worker_threads";

/** Commits on their way to the writing thread: the one thing a commit does on the thread that collects. */
export interface HandOvers {
  /** Messages that carried commits: each is one transaction. */
  readonly transactions: number;
  readonly seconds: number;
  /** How long one held up the event loop at most. */
  readonly longestMs: number;
}

/** Times every message that hands commits over. It knows the engine by the form of its messages alone. */
export function watchHandOvers(): () => HandOvers {
  const post = Worker.prototype.postMessage;
  let transactions = 0;
  let totalMs = 0;
  let longestMs = 0;
  Worker.prototype.postMessage = function (this: Worker, ...parameters: Parameters<typeof post>): void {
    const startedMs = performance.now();
    post.apply(this, parameters);
    if (!carriesCommits(parameters[0])) return;
    const tookMs = performance.now() - startedMs;
    transactions += 1;
    totalMs += tookMs;
    longestMs = Math.max(longestMs, tookMs);
  };
  return () => {
    Worker.prototype.postMessage = post;
    if (transactions === 0)
      throw new Error("No commit was seen on its way: the engine's messages have changed.");
    return { transactions, seconds: totalMs / 1000, longestMs };
  };
}

function carriesCommits(message: unknown): boolean {
  if (typeof message !== "object" || message === null || !("body" in message)) return false;
  const { body } = message;
  return typeof body === "object" && body !== null && "kind" in body && body.kind === "commit";
}
