import type { ConnectionSettings } from "@postern/engine";

/** What every run of this benchmark has in common. */
export const seed = 1;
export const feed = "siem-2.0";
export const dayMs = 86_400_000;

/**
 * The tenant's clock starts a minute past midnight (UTC) on a Thursday. Listings go by whole days, so a lookback of
 * 24 hours lists just Wednesday; and the batches that come up when the clock is moved are the small ones of the night.
 */
export const startMs = Date.UTC(2026, 2, 5, 0, 1);
/** Where a backlog of so many days begins. */
export function firstDayMs(days: number): number {
  return startMs - (startMs % dayMs) - days * dayMs;
}

/**
 * Of one day as usual. Of several every hour: listings give a hundred files, and 50 of them are allowed in 15 minutes,
 * so that a week of quarters would have to wait for the quota.
 */
export function publishEveryMinutes(days: number): number {
  return days === 1 ? 15 : 60;
}

/** Holds every file of a run, so that nothing is made twice. */
export const tenantCacheBytes = 4 * 1024 ** 3;

/** 50 batch listings per 15 minutes: moved between two passes, the quota is whole again and nobody waits. */
export const quotaSeconds = 900;

export const connectionName = "bench";
export function connectionSettings(days: number): Partial<ConnectionSettings> {
  return { feeds: [feed], actions: [], lookbackHours: 24 * days };
}

/** Of the plain insert: what docs/decisions/0001-store.md found to be worth while. */
export const commitRows = 2_000;

export const targets = {
  leastShareOfPlainInsert: 0.6,
  mostPeakMegabytes: 256,
  /** Growth of the peak over a backlog four times as large that still counts as none. */
  mostPeakGrowth: 0.15,
  mostStallMs: 50,
} as const;
