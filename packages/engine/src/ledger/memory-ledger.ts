import type { CheckpointEntry, FileEntry, WindowEntry } from "../store/index.js";
import type { CheckpointRow, Ledger } from "./ledger.js";
import { subtractSpans } from "./plan-windows.js";

/** An account that begins with nothing and ends with the work it is for: what is read again counts as never read. */
export interface MemoryLedger extends Ledger {
  /** Windows and checkpoints as text, for a process that goes on with the work. Files are asked for again. */
  save(): string;
  enter(progress: {
    readonly windows?: readonly WindowEntry[];
    readonly file?: FileEntry;
    readonly checkpoint?: CheckpointEntry;
  }): void;
}

interface Saved {
  readonly windows: readonly WindowEntry[];
  readonly checkpoints: readonly (readonly [string, CheckpointRow])[];
}

/** `saved`: what another one gave. */
export function createMemoryLedger(saved: string | null = null): MemoryLedger {
  const before = saved === null ? null : parseSaved(saved);
  let windows: WindowEntry[] = [...(before?.windows ?? [])];
  const files = new Map<string, FileEntry>();
  const checkpoints = new Map<string, CheckpointRow>(before?.checkpoints ?? []);
  const keyOf = (part: string, name: string): string => `${part}\n${name}`;
  return {
    save: () => JSON.stringify({ windows, checkpoints: [...checkpoints] } satisfies Saved),
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
        .map((entry) => ({ ...entry, updatedAt: entry.retryAt ?? 0, newestEventAt: null })),
    items: { digests: async () => new Map(), texts: async () => new Map() },
  };
}

function parseSaved(text: string): Saved {
  const value: unknown = JSON.parse(text);
  const isSaved = typeof value === "object" && value !== null && "windows" in value && "checkpoints" in value;
  if (isSaved && Array.isArray(value.windows) && Array.isArray(value.checkpoints)) return value as Saved;
  throw new Error("The progress of a replay does not parse.");
}
