import { hourMs } from "../clock/spans.js";
import { ByteCache } from "../ledger/byte-cache.js";

/** About what an item with its message takes. */
const itemBytes = 800;

/** What is made of the traffic, an hour at a time, kept for the hours asked for last. */
export class HourIndex<Item> {
  private readonly make: (from: number, until: number) => readonly Item[];
  private readonly hours: ByteCache<readonly Item[]>;

  /** `make` gives what belongs to the messages with `from <= time < until`, in their order. */
  constructor(make: (from: number, until: number) => readonly Item[], cacheBytes: number) {
    this.make = make;
    this.hours = new ByteCache(cacheBytes);
  }

  /** The items of every hour that `from <= time <= until` touches, so a few before and behind it too. */
  *around(from: number, until: number): Iterable<Item> {
    for (let hour = Math.floor(from / hourMs); hour * hourMs <= until; hour += 1) yield* this.itemsOf(hour);
  }

  /** Hours that reach past `time` are made again: the console's rules have changed. */
  forgetFrom(time: number): void {
    for (const key of [...this.hours.keys()]) {
      if ((Number(key) + 1) * hourMs > time) this.hours.delete(key);
    }
  }

  private itemsOf(hour: number): readonly Item[] {
    const key = String(hour);
    const known = this.hours.get(key);
    if (known !== undefined) return known;
    const items = this.make(hour * hourMs, (hour + 1) * hourMs);
    this.hours.set(key, items, 100 + items.length * itemBytes);
    return items;
  }
}
