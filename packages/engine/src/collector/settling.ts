import type { OpenEntries } from "../quarantine/index.js";

interface Place {
  readonly source: string;
  readonly line: number | null;
}

/** Finds out what leaves quarantine, of what stood in it before. */
export interface Settling {
  /** It is broken this time, too: it stays. */
  keep(place: Place): void;
  /** What stood in quarantine of a source that was read to its end, but for what stays. */
  of(source: string): number[];
  /** The same of all sources: the whole list was read. */
  rest(): number[];
}

export function createSettling(entries: OpenEntries): Settling {
  const kept = new Set<number>();
  const of = (source: string): number[] =>
    (entries.get(source) ?? []).flatMap(({ id }) => (kept.has(id) ? [] : id));
  return {
    keep({ source, line }) {
      for (const entry of entries.get(source) ?? []) if (entry.line === line) kept.add(entry.id);
    },
    of,
    rest: () => [...entries.keys()].flatMap(of),
  };
}
