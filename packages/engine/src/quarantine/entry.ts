import type { SettledBy } from "../store/index.js";

/** Bytes that could not be decoded. Times are milliseconds since the epoch. */
export interface QuarantineEntry {
  readonly id: number;
  readonly connection: string;
  readonly feed: string;
  /** The window, page or file it comes from. */
  readonly source: string;
  /** Line or item in the source, from 1; null: the whole of it. */
  readonly line: number | null;
  readonly reason: string;
  readonly detail: string;
  readonly sizeBytes: number;
  /** Only the beginning was kept. */
  readonly truncated: boolean;
  readonly at: number;
  /** When and by what it could be decoded after all; its bytes are gone then. null: not yet. */
  readonly settled: { readonly at: number; readonly by: SettledBy } | null;
}

export interface QuarantineFilter {
  readonly connection?: string;
  readonly feed?: string;
  readonly ids?: readonly number[];
  readonly limit?: number;
  /** What was settled, too. */
  readonly all?: boolean;
}

/** What trying again brought. */
export interface RetryResult {
  readonly tried: number;
  /** Decoded: their events are stored, and they are settled. */
  readonly mended: number;
  /** Still can't be decoded, or only their beginning was kept. */
  readonly left: number;
  /** Left to the process that collects. */
  readonly asked: number;
}
