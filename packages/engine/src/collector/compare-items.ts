/** What a sighting of an item means, against how the list stood before. */
export type Sighting = "arrived" | "changed" | "same" | "repeated";

/** A list while it is read, compared item by item: ids and digests alone are in memory. */
export interface ItemComparison {
  /** An item counts as it is seen first: paging repeats rows, and the next poll tells what changed meanwhile. */
  see(id: string, digest: string): Sighting;
  /** Items that were there and were not seen. */
  missing(): readonly string[];
}

/** `known`: digest by id. */
export function compareItems(known: ReadonlyMap<string, string>): ItemComparison {
  const seen = new Set<string>();
  return {
    see(id, digest) {
      if (seen.has(id)) return "repeated";
      seen.add(id);
      const before = known.get(id);
      if (before === undefined) return "arrived";
      return before === digest ? "same" : "changed";
    },
    missing: () => [...known.keys()].filter((id) => !seen.has(id)),
  };
}
