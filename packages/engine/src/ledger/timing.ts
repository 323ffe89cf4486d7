import type { ConnectionSettings } from "../connections/connection.js";
import type { Feed } from "../feeds/index.js";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Time between two polls where nothing else is said. */
const defaultCadenceMinutes = 15;
/** Late arrivals are looked for one hour and one day after a window's end. */
const usualSweepAfterHours: readonly number[] = [1, 24];

/** When a feed of a connection is read, in milliseconds: what its operator set, else what the feed declares. */
export interface FeedTiming {
  /** Time between two polls. */
  readonly everyMs: number;
  readonly settleDelayMs: number;
  /** null: the vendor states no figure, so everything is asked for. */
  readonly retentionMs: number | null;
  /** After which times a window is read again, from its end. */
  readonly sweepAfterMs: readonly number[];
}

export function timingOf(
  feed: Feed,
  settings: Pick<ConnectionSettings, "everyMinutes" | "feedSettings">,
  cadenceMinutes: number = defaultCadenceMinutes,
): FeedTiming {
  const { reading } = feed;
  const own = settings.feedSettings[feed.name] ?? {};
  const retentionDays = own.retentionDays === undefined ? feed.retentionDays : own.retentionDays;
  const declared = {
    everyMinutes: "everyMinutes" in reading ? reading.everyMinutes : undefined,
    sweepAfterHours: reading.kind === "windows" ? (reading.sweepAfterHours ?? usualSweepAfterHours) : [],
  };
  const everyMinutes = own.everyMinutes ?? declared.everyMinutes ?? settings.everyMinutes ?? cadenceMinutes;
  return {
    everyMs: everyMinutes * minuteMs,
    settleDelayMs: (own.settleDelayMinutes ?? feed.settleDelayMinutes) * minuteMs,
    retentionMs: retentionDays === null ? null : retentionDays * dayMs,
    sweepAfterMs: (own.sweepAfterHours ?? declared.sweepAfterHours).map((hours) => hours * hourMs),
  };
}
