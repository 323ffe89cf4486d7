import type { Quota } from "@postern/mimecast/catalogue";

interface Taken {
  /** Null when the call is allowed (and counted), else the milliseconds until one is again. */
  readonly waitMs: number | null;
  /** Calls left in this span. */
  readonly remaining: number;
  /** Milliseconds until one call is added back. */
  readonly resetMs: number;
}

/** Counts the calls of a sliding span, so that a call comes back exactly when the oldest one leaves it. */
export class QuotaMeter {
  private readonly calls = new Map<string, number[]>();

  take(key: string, options: { readonly quota: Quota; readonly now: number }): Taken {
    const { quota, now } = options;
    const spanMs = quota.perSeconds * 1000;
    const recent = (this.calls.get(key) ?? []).filter((time) => time > now - spanMs);
    this.calls.set(key, recent);
    const resetMs = (recent[0] ?? now) + spanMs - now;
    if (recent.length >= quota.calls) return { waitMs: resetMs, remaining: 0, resetMs };
    recent.push(now);
    return { waitMs: null, remaining: quota.calls - recent.length, resetMs };
  }
}
