import { dayMs, minuteMs } from "../clock/spans.js";
import type { StartTenantOptions } from "./types.js";

/** The options with their defaults, checked once. */
export interface Settings {
  readonly seed: number;
  readonly messagesPerDay: number;
  readonly cacheBytes: number;
  readonly retentionMs: number | null;
  readonly historyMs: number;
  readonly publishMs: number;
  readonly companyDomain: string;
  readonly maxSkewMs: number | null;
  readonly ports: { readonly v1: number; readonly v2: number };
  readonly oddities: { readonly changingManagedUrlIds: boolean; readonly siemTokenMissingAtEnd: boolean };
}

export function readSettings(options: StartTenantOptions): Settings {
  const messagesPerDay = options.messagesPerDay ?? 2000;
  if (!(messagesPerDay >= 0 && messagesPerDay <= 5_000_000)) {
    throw new RangeError(`messagesPerDay must be between 0 and 5,000,000, not ${messagesPerDay}`);
  }
  const publishEveryMinutes = options.publishEveryMinutes ?? 15;
  if (!Number.isInteger(publishEveryMinutes) || publishEveryMinutes < 1 || 60 % publishEveryMinutes !== 0) {
    throw new RangeError(`publishEveryMinutes must be a divisor of 60, not ${publishEveryMinutes}`);
  }
  const retentionDays = options.recordsDir === undefined ? options.retentionDays : null;
  const maxSkewMinutes = options.maxSkewMinutes === undefined ? 15 : options.maxSkewMinutes;
  return {
    seed: options.seed ?? 1,
    messagesPerDay,
    cacheBytes: options.cacheBytes ?? 64 * 1024 * 1024,
    retentionMs: retentionDays === null ? null : (retentionDays ?? 7) * dayMs,
    historyMs: (options.historyDays ?? 180) * dayMs,
    publishMs: publishEveryMinutes * minuteMs,
    companyDomain: (options.companyDomain ?? "fernhill.example").toLowerCase(),
    maxSkewMs: maxSkewMinutes === null ? null : maxSkewMinutes * minuteMs,
    ports: { v1: options.ports?.v1 ?? 0, v2: options.ports?.v2 ?? 0 },
    oddities: {
      changingManagedUrlIds: options.oddities?.changingManagedUrlIds ?? false,
      siemTokenMissingAtEnd: options.oddities?.siemTokenMissingAtEnd ?? false,
    },
  };
}
