import type { ConnectionSettings } from "../connections/connection.js";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How long the events of a feed are kept, in days; null: for ever, which is the default. */
export function keepDaysOf(
  { keepDays, feedSettings }: Pick<ConnectionSettings, "keepDays" | "feedSettings">,
  feed: string,
): number | null {
  const own = feedSettings[feed]?.keepDays;
  return own === undefined ? keepDays : own;
}

/**
 * Before which time the events of a feed are taken away; null: none are. Whole hours, as the rollups count: what is
 * left of an hour and what was counted of it stay comparable.
 */
export function keptSinceOf(keepDays: number | null, now: number): number | null {
  return keepDays === null ? null : Math.floor((now - keepDays * dayMs) / hourMs) * hourMs;
}
