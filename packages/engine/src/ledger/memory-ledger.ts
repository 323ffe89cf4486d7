import type { CheckpointEntry, FileEntry, WindowEntry } from "../store/index.js";
import type { CheckpointRow, Ledger } from "./ledger.js";
import { subtractSpans } from "./plan-windows.js";

/** An account that begins with nothing and ends with the work it is for: what is read again counts as never read. */
export interface MemoryLedger extends Ledger {
  enter(progress: {
    readonly windows?: readonly WindowEntry[];
    readonly file?: FileEntry;
    readonly checkpoint?: CheckpointEntry;
  }): void;
}

export function createMemoryLedger(): MemoryLedger {
  let windows: WindowEntry[] = [];
  const files = new Map<string, FileEntry>();
  const checkpoints = new Map<string, CheckpointRow>();
  const keyOf = (part: string, name: string): string => `${part}\n${name}`;
  return {
    enter({ windows: entered = [], file, checkpoint }) {
      for (const entry of entered) {
        const others = windows.flatMap((known) =>
          known.part === entry.part
            ? subtractSpans(known, [entry]).map((span) => ({ ...known, ...span }))
            : [known],
        );
        windows = [...others, entry].sort((one, other) => one.from - other.from);
      }
      if (file !== undefined) files.set(keyOf(file.part, file.name), file);
      if (checkpoint === undefined) return;
      const { part, position, caughtUpAt } = checkpoint;
      const endedAt = caughtUpAt ?? checkpoints.get(part)?.endedAt ?? null;
      checkpoints.set(part, { position, caughtUpAt, endedAt });
    },
    windows: async () => windows,
    checkpoint: async (part) => checkpoints.get(part) ?? null,
    async files(part, names) {
      const known = names.flatMap((name) => files.get(keyOf(part, name)) ?? []);
      return new Map(known.map((entry) => [entry.name, entry]));
    },
    newestFileEvent: async () => null,
    oldestFileAt: async () => null,
    unfinishedFiles: async () =>
      [...files.values()]
        .filter(({ state }) => state !== "complete")
        .map((entry) => ({ ...entry, updatedAt: entry.retryAt ?? 0 })),
    items: { digests: async () => new Map(), texts: async () => new Map() },
  };
}
