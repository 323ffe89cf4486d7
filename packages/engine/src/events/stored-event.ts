import type { EventFields } from "../feeds/feed.js";

/** An event as it is read back. Times are milliseconds since the epoch. */
export interface StoredEvent extends EventFields {
  /** Commit number: rises with every event stored. */
  readonly seq: number;
  readonly connection: string;
  readonly feed: string;
  /** Stable id, 32 hexadecimal digits. */
  readonly id: string;
  /** The most often it was seen in one window or file. */
  readonly occurrences: number;
  /** The vendor's record as it came, JSON text. */
  readonly raw: string;
}

export interface EventFilter {
  readonly connection?: string;
  readonly feed?: string;
  readonly type?: string;
  readonly sender?: string;
  readonly recipient?: string;
  readonly url?: string;
  readonly host?: string;
  readonly messageId?: string;
  readonly verdict?: string;
  /** Part of a subject, case not significant. */
  readonly subject?: string;
  readonly since?: number;
  readonly until?: number;
  readonly limit?: number;
}

/** One person's clicks on one URL. */
export interface ClickSummary {
  readonly connection: string;
  readonly recipient: string;
  readonly url: string;
  readonly host: string | null;
  readonly clicks: number;
  /** Clicks the tenant let through. */
  readonly allowed: number;
  readonly verdict: string | null;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Addresses clicked from; empty where the tenant names none. */
  readonly sourceAddresses: readonly string[];
  readonly sender: string | null;
  readonly subject: string | null;
  readonly messageId: string | null;
}

export interface ClickFilter {
  readonly connection?: string;
  readonly host?: string;
  readonly url?: string;
  readonly recipient?: string;
  readonly sender?: string;
  /** Only URLs the tenant did not find clean. */
  readonly isMalicious?: boolean;
  readonly since?: number;
  readonly until?: number;
  readonly limit?: number;
}
