export const startMs = Date.UTC(2026, 2, 5, 10);
export const lookbackHours = 1;
export const cadenceMs = 15 * 60_000;
/** A poll is on time that begins within so much of its time: short enough for a measure of a minute to tell. */
export const slackMs = cadenceMs / 60;

/** Of API 2.0: spans of time, lists polled whole, and the listings of the mail logs, which take ten calls. */
export const feeds: readonly string[] = [
  "ttp-url",
  "ttp-attachment",
  "ttp-impersonation",
  "audit",
  "dlp",
  "rejections",
  "held-messages",
  "held-releases",
  "archive-search",
  "archive-view",
  "remediation-incidents",
  "siem-2.0",
];

export type TenantCommand =
  | { readonly kind: "open"; readonly applications: number }
  /** From now on, time goes on from this moment. */
  | { readonly kind: "clock"; readonly clock: Moving };

/** A clock that both processes read alike. */
export interface Moving {
  /** What it said when the machine's clock said `fromRealMs`. */
  readonly from: number;
  readonly fromRealMs: number;
}

export function readClock({ from, fromRealMs }: Moving): number {
  return from + Date.now() - fromRealMs;
}
