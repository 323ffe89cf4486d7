import { hourMs } from "../clock/spans.js";
import { ByteCache } from "../ledger/byte-cache.js";

/** About what an item with its message takes. */
const itemBytes = 800;

/** What is made of the traffic, a span at a time, kept for the spans asked for last. */
export class SpanIndex<Item> {
  private readonly make: (from: number, until: number) => readonly Item[];
  private readonly spanMs: number;
  private readonly spans: ByteCache<readonly Item[]>;

  /** `make` gives what belongs to the messages with `from <= time < until`, in their order. */
  constructor(
    make: (from: number, until: number) => readonly Item[],
    { cacheBytes, spanMs = hourMs }: { readonly cacheBytes: number; readonly spanMs?: number },
  ) {
    this.make = make;
    this.spanMs = spanMs;
    this.spans = new ByteCache(cacheBytes);
  }

  /** The items of every span that `from <= time <= until` touches, so a few before and behind it too. */
  *around(
    from: number,
    until: number,
    order: { readonly oldestFirst: boolean } = oldestFirst,
  ): Iterable<Item> {
    for (const items of this.spansAround(from, until, order)) {
      for (let index = 0; index < items.length; index += 1) {
        const item = items[order.oldestFirst ? index : items.length - 1 - index];
        if (item !== undefined) yield item;
      }
    }
  }

  /** Of every so many spans the items of one: which, is always the same. */
  *sample(from: number, until: number, every: number): Iterable<Item> {
    const { spanMs } = this;
    const first = Math.ceil(Math.floor(from / spanMs) / every) * every;
    for (let span = first; span * spanMs <= until; span += every) yield* this.itemsOf(span);
  }

  /** Spans that reach past `time` are made again: the console's rules have changed. */
  forgetFrom(time: number): void {
    for (const key of [...this.spans.keys()]) {
      if ((Number(key) + 1) * this.spanMs > time) this.spans.delete(key);
    }
  }

  private *spansAround(
    from: number,
    until: number,
    order: { readonly oldestFirst: boolean },
  ): Iterable<readonly Item[]> {
    const [first, last] = [Math.floor(from / this.spanMs), Math.floor(until / this.spanMs)];
    for (let step = 0; step <= last - first; step += 1)
      yield this.itemsOf(order.oldestFirst ? first + step : last - step);
  }

  private itemsOf(span: number): readonly Item[] {
    const key = String(span);
    const known = this.spans.get(key);
    if (known !== undefined) return known;
    const items = this.make(span * this.spanMs, (span + 1) * this.spanMs);
    this.spans.set(key, items, 100 + items.length * itemBytes);
    return items;
  }
}

const oldestFirst = { oldestFirst: true } as const;
