const initialSlots = 1 << 12;
const maxLoad = 0.5;

/**
 * Counts how often each id was seen in one window or file. True twins exist beside rows that paging repeats, so
 * an event keeps the most sightings of one read. Eight bytes an id, so that a file of a million lines costs
 * 16 MiB; two different ids that share their first eight bytes would only miscount occurrences, never lose an event.
 */
export interface Sightings {
  /** Returns 1 for the first sighting, 2 for the second, … */
  readonly see: (id: Uint8Array) => number;
}

export function createSightings(): Sightings {
  let slots = new BigUint64Array(initialSlots);
  let used = 0;
  const repeats = new Map<bigint, number>();

  const place = (table: BigUint64Array, key: bigint): "new" | "known" => {
    const mask = table.length - 1;
    let slot = Number(key & 0xffff_ffffn) & mask;
    for (;;) {
      const held = table[slot];
      if (held === key) return "known";
      if (held === 0n) {
        table[slot] = key;
        return "new";
      }
      slot = (slot + 1) & mask;
    }
  };
  const grow = (): void => {
    const larger = new BigUint64Array(slots.length * 2);
    for (const key of slots) if (key !== 0n) place(larger, key);
    slots = larger;
  };

  return {
    see(id) {
      const view = new DataView(id.buffer, id.byteOffset, id.byteLength);
      // Zero marks an empty slot.
      const key = view.getBigUint64(0, true) || 1n;
      if (place(slots, key) === "known") {
        const count = (repeats.get(key) ?? 1) + 1;
        repeats.set(key, count);
        return count;
      }
      used += 1;
      if (used > slots.length * maxLoad) grow();
      return 1;
    },
  };
}
