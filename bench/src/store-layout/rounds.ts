import { chunkSize, synthesizeChunk } from "./events.js";
import type { Store } from "./store.js";

export interface Pace {
  readonly eventsPerSecond: number;
  /** Over the last 100,000 events, when indexes are largest. */
  readonly lastEventsPerSecond: number;
  readonly longestMs: number;
}

/** Each chunk goes into every store in turn, the first one rotating: noise of the machine meets all alike. */
export function insertInterleaved(stores: readonly Store[], events: number): Map<Store, Pace> {
  const chunkCount = Math.ceil(events / chunkSize);
  const spent = new Map(stores.map((store) => [store, { chunksMs: [] as number[], longestMs: 0 }]));
  for (let chunk = 0; chunk < chunkCount; chunk += 1) {
    const chunkEvents = synthesizeChunk(chunk, chunkCount);
    for (const store of rotate(stores, chunk)) note(spent.get(store), store.insert(chunkEvents));
  }
  return new Map(
    [...spent].map(([store, { chunksMs, longestMs }]) => [
      store,
      { eventsPerSecond: rate(chunksMs), lastEventsPerSecond: rate(chunksMs.slice(-10)), longestMs },
    ]),
  );
}

function note(
  spent: { chunksMs: number[]; longestMs: number } | undefined,
  commitsMs: readonly number[],
): void {
  if (spent === undefined) return;
  spent.chunksMs.push(commitsMs.reduce((sum, ms) => sum + ms, 0));
  spent.longestMs = Math.max(spent.longestMs, ...commitsMs);
}

function rate(chunksMs: readonly number[]): number {
  return (chunksMs.length * chunkSize * 1_000) / chunksMs.reduce((sum, ms) => sum + ms, 0);
}

export function rotate<Item>(items: readonly Item[], by: number): Item[] {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}
