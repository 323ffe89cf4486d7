import { monitorEventLoopDelay } from "node:perf_hooks";

export interface Stalls {
  /** Between two firings of a timer of one millisecond. */
  readonly longestMs: number;
  readonly p999Ms: number;
  /** Between two turns of the loop; null when they were not watched. */
  readonly longestTurnMs: number | null;
}

const resolutionMs = 1;

/**
 * Watches how long the event loop stands still. `turns` sees every turn, but keeps the loop from ever sleeping: it
 * takes a core for itself, so it is for runs whose speed is not judged.
 */
export function watchEventLoop({ turns }: { turns: boolean }): () => Stalls {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  let longestTurnMs = 0;
  let isWatching = turns;
  let lastMs = performance.now();
  const turn = (): void => {
    const now = performance.now();
    longestTurnMs = Math.max(longestTurnMs, now - lastMs);
    lastMs = now;
    if (isWatching) setImmediate(turn);
  };
  histogram.enable();
  if (turns) setImmediate(turn);
  return () => {
    histogram.disable();
    isWatching = false;
    return {
      longestMs: histogram.max / 1e6 - resolutionMs,
      p999Ms: histogram.percentile(99.9) / 1e6 - resolutionMs,
      longestTurnMs: turns ? longestTurnMs : null,
    };
  };
}
